package com.leadlex.graphql.operation;

import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.operation.DocumentCache.PreparedDocument;
import com.sun.management.ThreadMXBean;

import graphql.GraphQLError;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Contract, section 5: a document costs no more than its length, and its refusal repeats little of it. */
class DocumentCostTest {

    private static final int CHARACTERS = 256 * 1024;
    private static final long CPU_NANOS = 50_000_000;
    private static final int ANSWER_CHARACTERS = 64 * 1024;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final InMemory facade = new InMemory(lookup -> {
        throw new AssertionError("nothing is looked up");
    }, Map.of());

    @Test
    void noDocumentThatIsMadeUpCostsMoreThanItsLength() {
        long first = Long.getLong("seed", 1);
        long worst = 0;
        for (long seed = first; seed < first + Integer.getInteger("documents", 600); seed++) {
            String document = new Hostile(new Random(seed)).document();
            // The first ones warm up; what is slow once by load is tried again.
            long nanos = seed < first + 150 ? 0 : cost(document);
            for (int i = 0; i < 4 && (nanos > CPU_NANOS || nanos == 0); i++) {
                nanos = cost(document);
            }
            worst = Math.max(worst, nanos);
            String description = "seed " + seed + ": " + nanos / 1_000_000 + " ms, " + document.length() + " characters, "
                    + document.substring(0, Math.min(200, document.length()));
            assertTrue(nanos <= CPU_NANOS || seed < first + 150, description);
            assertTrue(size(facade.documents.prepare(document)) <= ANSWER_CHARACTERS, description);
        }
        System.out.println("seeds from " + first + ": the dearest document took " + worst / 1_000 + " µs");
    }

    /** Each was seen to cost seconds, or megabytes. */
    @ParameterizedTest
    @ValueSource(strings = { "{%A}", "{activity(id:1 %A:1){id}}", "{__typename @%A}", "{...%A}", "query($a:%A){__typename}",
            "{...on %A{id}}", "{__typename @include(if:\"%A\")}", "%O fragment F on Query{activity(id:1 a%N:1){id}}",
            "%O fragment F on Query{%F} %I", "{%D}", "query($a:[ID]=[%L]){activity(id:$a){id}}",
            "{_entities(representations:[%R]){__typename}}" })
    void noDocumentThatWasTriedCostsMoreThanItsLength(String shape) {
        StringBuilder operations = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            operations.append("query Q").append(i).append("{...F}");
        }
        StringBuilder nested = new StringBuilder();
        StringBuilder spreads = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            nested.append("fragment F").append(i).append(" on Query{").append("...on Query{".repeat(92)).append("__typename")
                    .append("}".repeat(93));
            spreads.append("...F").append(i).append(' ');
        }
        String document = shape.replace("%A", "A".repeat(240_000)).replace("%N", "a".repeat(200)).replace("%O", operations)
                .replace("%F", spreads).replace("%I", nested).replace("%D", "__typename @nope ".repeat(4_000))
                .replace("%L", "1.5 ".repeat(7_000)).replace("%R", "{a:$b c:$d}".repeat(1_300));
        long nanos = Long.MAX_VALUE;
        for (int i = 0; i < 20 && nanos > CPU_NANOS; i++) {
            nanos = cost(document);
        }
        assertTrue(nanos <= CPU_NANOS, nanos / 1_000_000 + " ms");
        assertTrue(size(facade.documents.prepare(document)) <= ANSWER_CHARACTERS);
    }

    private long cost(String document) {
        long before = THREADS.getCurrentThreadCpuTime();
        facade.documents.prepare(document + " #" + before);
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    private static int size(PreparedDocument document) {
        StringWriter answer = new StringWriter();
        for (GraphQLError error : document.isRefused() ? document.parsedEntry().getErrors() : List.<GraphQLError> of()) {
            answer.append(String.valueOf(error.toSpecification())).append("\"requestId\":\"").append("x".repeat(128))
                    .append('"');
        }
        return answer.toString().length();
    }

    /** Many of something, in something else, as large as the body's limit allows, within and beyond the other limits. */
    private static final class Hostile {

        private static final List<String> NAMES = List.of("activity", "id", "title", "__typename", "__type", "__schema",
                "_entities", "fields", "type", "ofType", "name", "nope", "a", "b", "if", "representations");
        private static final List<String> TYPES = List.of("Query", "Activity", "_Entity", "__Type", "__Field", "Nope", "ID");
        private static final List<String> VARIABLE_TYPES = List.of("ID", "ID!", "[ID!]", "Boolean", "_Any!", "[[[[_Any]]]]",
                "Nope", "Activity");

        private final Random random;
        private final int size;
        private final StringBuilder text = new StringBuilder();
        private final int fragments;
        private final int variables;
        private final int width;

        Hostile(Random random) {
            this.random = random;
            size = 1_000 << random.nextInt(9);
            fragments = 1 << random.nextInt(11);
            variables = 1 << random.nextInt(9);
            width = 1 << random.nextInt(12);
        }

        String document() {
            int fragment = 0;
            do {
                if (random.nextInt(3) > 0 && fragment < fragments) {
                    text.append(" fragment F").append(fragment++).append(" on ").append(pick(TYPES));
                } else {
                    text.append(" query Q").append(text.length());
                    int defined = random.nextInt(3) == 0 ? random.nextInt(variables) : 0;
                    for (int i = 0; i < defined; i++) {
                        text.append(i == 0 ? "(" : " ").append("$v").append(i).append(':').append(pick(VARIABLE_TYPES));
                        if (random.nextInt(5) == 0) {
                            text.append('=');
                            value(random.nextInt(30), false);
                        }
                        text.append(i == defined - 1 ? ")" : "");
                    }
                }
                directives();
                selections(random.nextInt(4) == 0 ? random.nextInt(100) : random.nextInt(4));
            } while (text.length() < size);
            return text.substring(0, Math.min(text.length(), CHARACTERS));
        }

        private void selections(int depth) {
            text.append('{');
            int count = 1 + random.nextInt(random.nextInt(4) == 0 ? width : 3);
            for (int i = 0; i < count && text.length() < size; i++) {
                switch (random.nextInt(4)) {
                    case 0 -> text.append(" ...F").append(random.nextInt(fragments));
                    case 1 -> {
                        text.append(" ...").append(random.nextBoolean() ? "on " + pick(TYPES) : "");
                        directives();
                        selections(depth - 1);
                    }
                    default -> field(depth);
                }
            }
            text.append(" __typename}");
        }

        private void field(int depth) {
            text.append(' ').append(random.nextInt(3) == 0 ? "k" + random.nextInt(width) + ":" : "").append(pick(NAMES));
            int arguments = random.nextInt(4) == 0 ? 1 + random.nextInt(width) : random.nextInt(2);
            for (int i = 0; i < arguments && text.length() < size; i++) {
                text.append(i == 0 ? "(" : " ").append(pick(NAMES)).append(':');
                value(random.nextInt(40), true);
            }
            text.append(arguments == 0 ? "" : " z:1)");
            directives();
            if (depth > 0) {
                selections(depth - 1);
            }
        }

        private void directives() {
            for (int i = random.nextInt(8) == 0 ? random.nextInt(width) : 0; i > 0 && text.length() < size; i--) {
                text.append(" @").append(pick(List.of("skip", "include", "nope"))).append("(if:$v")
                        .append(random.nextInt(variables))
                        .append(')');
            }
        }

        private void value(int depth, boolean withVariables) {
            int kind = depth == 0 || text.length() > size ? 0 : random.nextInt(5);
            if (kind == 1) {
                text.append("[".repeat(depth)).append("1").append("]".repeat(depth));
            } else if (kind == 2) {
                text.append("{a:".repeat(depth)).append("1").append("}".repeat(depth));
            } else if (kind == 3 && withVariables) {
                text.append('[');
                for (int i = random.nextInt(width); i >= 0 && text.length() < size; i--) {
                    text.append(" $v").append(random.nextInt(variables));
                }
                text.append(']');
            } else if (kind == 4) {
                text.append('{');
                for (int i = random.nextInt(width); i >= 0 && text.length() < size; i--) {
                    text.append(" k").append(random.nextInt(width)).append(":\"").append("x".repeat(random.nextInt(99)))
                            .append('"');
                }
                text.append('}');
            } else {
                text.append(pick(List.of("1", "1.5", "true", "null", "E", "\"text\"")));
            }
        }

        private String pick(List<String> of) {
            return of.get(random.nextInt(of.size()));
        }
    }
}
