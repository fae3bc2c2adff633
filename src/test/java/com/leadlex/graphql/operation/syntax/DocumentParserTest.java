package com.leadlex.graphql.operation.syntax;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import graphql.language.AstPrinter;
import graphql.language.Document;
import graphql.language.OperationDefinition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Contract, section 5: a syntax error names the character or token that is wrong, at the place where graphql-js sees it. */
class DocumentParserTest {

    private final DocumentParser parser = new DocumentParser(15_000);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
            "{activity(id:'a'){id}} | 1:14 | unexpected character ''''; a string is written between double quotes (\")",
            "{activity(id:“a”){id}} | 1:14 | unexpected character '“'; a string is written between double quotes (\")",
            "{a;b} | 1:3 | unexpected character ';'",
            "{a.b} | 1:3 | unexpected character '.'",
            "{activity(id:7f3c){id}} | 1:15 | a number needs a digit where there is 'f'",
            "{a(b:[01])} | 1:8 | a number must not begin with 0 followed by '1'",
            "{a(b:1.)} | 1:8 | a number needs a digit where there is ')'",
            "{a(b:1.2.3)} | 1:9 | a number needs a digit where there is '.'",
            "{a(b:-)} | 1:7 | a number needs a digit where there is ')'",
            "{a(b:1e)} | 1:8 | a number needs a digit where there is ')'",
            "{a(b:\"\\q\")} | 1:7 | a string has no escape sequence '\\q'",
            "{a(b:\"\\u12\")} | 1:7 | a string has no escape sequence '\\u12\")'",
            "{a(b:\"\\uD800\")} | 1:7 | a string has no escape sequence '\\uD800'",
            "{a(b:\"\\u{110000}\")} | 1:7 | a string has no escape sequence '\\u{110000'",
            "{a(b:\"x)} | 1:10 | a string is not closed with a double quote (\")",
            "{a(b:\"\"\"x)} | 1:12 | a block string is not closed with three double quotes (\"\"\")",
            "{a(b:1) | 1:8 | the document ends where more was expected",
            "{... ...} | 1:6 | unexpected '...'",
            "fragment F on A {... } | 1:22 | unexpected '}'",
            "{a}} | 1:4 | unexpected '}'",
            "{a} x {b} | 1:5 | unexpected 'x'",
            "query($v: [){a} | 1:12 | unexpected ')'",
            "query{} | 1:7 | unexpected '}'",
            "{a(b:)} | 1:6 | unexpected ')'",
            "type | 1:5 | the document ends where more was expected",
            "\"only for operations with a keyword\" {a} | 1:1 | a description must stand before a definition with a keyword, other than extend",
            "\"d\" extend type T @a | 1:1 | a description must stand before a definition with a keyword, other than extend",
            "\"d\" ( | 1:5 | unexpected '('",
            "{a(b:] 'c')} | 1:6 | unexpected ']'",
            "{a b) \"\"\" | 1:5 | unexpected ')'",
            "query Q($a:ID=$b){a} | 1:15 | unexpected '$'",
            "query Q($a:[ID ID]){a} | 1:16 | unexpected 'ID'",
            "query Q(){a} | 1:9 | unexpected ')'",
            "query Q | 1:8 | the document ends where more was expected",
            "{a @b(c:1} | 1:10 | unexpected '}'",
            "{a(b:{c 1})} | 1:9 | unexpected '1'",
            "fragment on on A{a} | 1:10 | unexpected 'on'",
            "{... on{a}} | 1:8 | unexpected '{'",
            "type T {a} | 1:10 | unexpected '}'",
            "type T {} {a} | 1:9 | unexpected '}'",
            "enum E {null} | 1:9 | unexpected 'null'",
            "extend scalar S {a} | 1:17 | unexpected '{'",
            "directive @a on NOWHERE {a} | 1:17 | unexpected 'NOWHERE'",
            "schema {read: R} | 1:9 | unexpected 'read'" })
    void aSyntaxErrorNamesWhatIsWrongAtItsPlace(String document, String place, String message) {
        SyntaxError error = assertThrows(SyntaxError.class, () -> parser.parse(document));
        var location = SourcePositions.at(document, error.index());
        assertEquals(message.replace("''''", "'''") + " at " + place,
                error.getMessage() + " at " + location.getLine() + ":" + location.getColumn());
    }

    @ParameterizedTest
    @ValueSource(strings = { "{?}", "{?:a}", "query ?{a}", "query($?:Int){a}", "{...?}", "fragment ? on A{a}", "{a@?}",
            "{a(?:1)}",
            "{a(b:{?:1})}", "{a(b:?)}", "{...on ?{a}}" })
    void aNameHasAtMost256Characters(String document) throws Exception {
        parser.parse(document.replace("?", "A".repeat(256)));
        SyntaxError error = assertThrows(SyntaxError.class, () -> parser.parse(document.replace("?", "A".repeat(257))));
        assertEquals("a name has more than 256 characters at " + document.indexOf('?'),
                error.getMessage() + " at " + error.index());
    }

    @Test
    void halfOfASurrogatePairIsNoCharacterOfAComment() {
        SyntaxError error = assertThrows(SyntaxError.class, () -> parser.parse("{a #\uD800\n}"));
        assertEquals("unexpected character 'U+D800' at 4", error.getMessage() + " at " + error.index());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "\"about it\" query Q(\"an id\" $id: ID! \"\"\"more\n lines\"\"\" $b: String = \"x\" \"c\" $c: Int) { a }",
            "\"\"\"\nof a fragment\"\"\"\nfragment F on A { a } { ...F }",
            "query ($a: [String] = [\"x\" \"y\"] $b: In = {a: \"b\"} \"z\" $c: ID) { a(b: \"x\", c: $c) }" })
    void descriptionsAreAcceptedOnOperationsFragmentsAndVariables(String document) throws Exception {
        parser.parse(document);
    }

    @Test
    void aDefaultValueBeforeAVariableIsNoDescription() throws Exception {
        Document document = parser.parse("query ($a: String = \"x\" $b: Int) { a }");
        assertEquals("query ($a: String = \"x\", $b: Int) {\n  a\n}\n", AstPrinter.printAst(document));
    }

    @Test
    void whatStandsBehindADescriptionKeepsItsPlace() throws Exception {
        Document document = parser.parse("\"\"\"two\nlines\"\"\" query Q { a }");
        var location = document.getFirstDefinitionOfType(OperationDefinition.class).orElseThrow().getSourceLocation();
        assertEquals(2, location.getLine());
        assertEquals(10, location.getColumn());
    }

    @ParameterizedTest
    @ValueSource(strings = { "{a(b:\"\\u{1F600}\\uD83D\\uDE00\\n\")}", "{a(b:[0 -0 1.5 1e3 -1.5E-3])}", "\uFEFF{a}", "{a #'\n}",
            "{a(b:\"\"\"\\\"\"\" \" \"\" \"\"\")}", "query on @a {...@b{on:on} ...on on{fragment}}",
            "schema @a {query:Q mutation:M} extend schema @b", "\"d\" scalar S @a extend scalar S @b",
            "\"d\" type T implements & A & B @a {\"d\" f(\"d\" a:[Int!]!=[1] @a b:ID):ID! @a} extend type T implements C",
            "interface I implements J {f:Int} extend interface I @a", "union U=|A|B union V extend union U=C",
            "enum E {\"d\" A @a B} extend enum E {C}", "input I {a:Int=1 b:I={a:{b:null}}} extend input I @a",
            "\"d\" directive @a(b:Int) repeatable on|QUERY|FIELD" })
    void whatTheSpecificationAllowsIsAccepted(String document) throws Exception {
        parser.parse(document);
    }

    /** They have no trace of a stack, and take none: what is nested as deep as it can be is read by a few frames a level. */
    @ParameterizedTest
    @CsvSource({ "[, 14000", "{a:, 4000", "{, 14000" })
    void bracketsInOneAnotherAreReadToALimit(String open, int times) {
        String document = open.equals("{") ? "{a".repeat(times / 2) : "{a(b:" + open.repeat(times);
        assertThrows(DocumentParser.TooLarge.class, () -> parser.parse(document));
    }

    @Test
    void moreTokensThanTheLimitAreNotRead() throws Exception {
        DocumentParser small = new DocumentParser(3);
        small.parse("{a}");
        assertThrows(DocumentParser.TooLarge.class, () -> small.parse("{a b}"));
        assertThrows(SyntaxError.class, () -> small.parse("{a) b}"), "what is wrong before is told");
    }
}
