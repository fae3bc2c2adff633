package com.leadlex.graphql.operation.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import graphql.language.AstPrinter;
import graphql.language.Node;
import graphql.parser.Parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Of documents that both can read, our parser makes the same tree as graphql-java's, with the same places. */
@SuppressWarnings({ "rawtypes", "unchecked" })
class GraphQLJavaParserTest {

    private static final int DOCUMENTS = 500;

    private final long seed = Long.getLong("seed", new Random().nextLong());
    private Random random = new Random(seed);
    private int depth;

    @Test
    void bothParsersMakeTheSameTree() throws Exception {
        for (int i = 0; i < DOCUMENTS; i++) {
            random = new Random(seed + i);
            String document = document();
            String label = "seed " + (seed + i) + ": " + document;
            var ours = DocumentParser.parse(document, Integer.MAX_VALUE);
            var theirs = new Parser().parseDocument(document);
            assertEquals(AstPrinter.printAst(theirs), AstPrinter.printAst(ours), label);
            assertSame(theirs, ours, label);
        }
    }

    private static void assertSame(Node theirs, Node ours, String label) {
        assertTrue(theirs.isEqualTo(ours), () -> theirs + " is not " + ours + " " + label);
        if (theirs.getSourceLocation() != null) { // it loses those of a field of an object and of null
            assertEquals(theirs.getSourceLocation(), ours.getSourceLocation(),
                    () -> label + " " + theirs);
        }
        List<Node> children = theirs.getChildren();
        assertEquals(children.size(), ours.getChildren().size(), label);
        for (int i = 0; i < children.size(); i++) {
            assertSame(children.get(i), (Node) ours.getChildren().get(i), label);
        }
    }

    private String document() {
        return ignored() + list(1, this::definition);
    }

    private String definition() {
        return switch (random.nextInt(4)) {
            case 0 -> selectionSet();
            case 1 -> token("fragment") + token("F") + token("on") + name() + directives(false) + selectionSet();
            default -> token(pick("query", "mutation", "subscription")) + optional(this::name)
                    + optional(() -> token("(") + list(1, this::variable) + token(")")) + directives(false) + selectionSet();
        };
    }

    private String variable() {
        return token("$") + name() + token(":") + type() + optional(() -> token("=") + value(true))
                + (random.nextInt(4) == 0 ? directives(true) : "");
    }

    private String type() {
        return nested(this::name, () -> token("[") + type() + token("]")) + optional(() -> token("!"));
    }

    private String selectionSet() {
        return token("{") + list(1, this::selection) + token("}");
    }

    private String selection() {
        return switch (random.nextInt(6)) {
            case 0 -> token("...") + token("F") + directives(false);
            case 1 -> nested(this::name, () -> token("...") + optional(() -> token("on") + name()) + directives(false)
                    + selectionSet());
            default -> optional(() -> name() + token(":")) + name() + arguments(false) + directives(false)
                    + (random.nextInt(3) == 0 ? nested(() -> "", this::selectionSet) : "");
        };
    }

    private String directives(boolean constant) {
        return random.nextInt(5) == 0 ? list(1, () -> token("@") + name() + arguments(constant)) : "";
    }

    private String arguments(boolean constant) {
        return random.nextInt(3) == 0
                ? token("(") + list(1, () -> name() + token(":") + value(constant)) + token(")")
                : "";
    }

    private String value(boolean constant) {
        return switch (random.nextInt(10)) {
            case 0 -> constant ? name() : token("$") + name();
            case 1, 2 -> nested(this::name, () -> token("[") + list(0, () -> value(constant)) + token("]"));
            case 3, 4 -> nested(this::name,
                    () -> token("{") + list(0, () -> name() + token(":") + value(constant)) + token("}"));
            case 5 -> token(pick("0", "-0", "17", "-123456789012345678901234567890"));
            case 6 -> token(pick("1.5", "-0.25", "1e3", "1.5E-10", "0e0"));
            case 7 -> token(pick("true", "false", "null", "ENUM"));
            case 8 ->
                token(pick("\"\"", "\"text\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"é☃\\u0041\\u{1F600}\\uD83D\\uDE00\""));
            default -> token(pick("\"\"\"\"\"\"", "\"\"\"block\"\"\"", "\"\"\"\n    a\n      b\n\n    c\n  \"\"\"",
                    "\"\"\" \\\"\"\" \\u0041 \"\"\""));
        };
    }

    private String name() {
        return token(pick("a", "B", "_", "__typename", "query", "fragment", "type", "input", "a1", "schema", "implements"));
    }

    /** A token with what may stand behind it. */
    private String token(String text) {
        return text
                + (random.nextInt(3) > 0 ? " " : pick(" ", "\n", ",", "\t", "\r\n", " # a comment \" { é\n", "\n\n", ",,\n "));
    }

    private String ignored() {
        return random.nextInt(3) == 0 ? token("") : "";
    }

    private String list(int least, Supplier<String> part) {
        List<String> parts = new ArrayList<>();
        for (int i = least + random.nextInt(2); i > 0; i--) {
            parts.add(part.get());
        }
        return String.join("", parts);
    }

    private String optional(Supplier<String> part) {
        return random.nextBoolean() ? part.get() : "";
    }

    private String nested(Supplier<String> leaf, Supplier<String> nested) {
        if (depth > 3) {
            return leaf.get();
        }
        depth++;
        String text = nested.get();
        depth--;
        return text;
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
