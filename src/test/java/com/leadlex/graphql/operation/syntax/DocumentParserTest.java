package com.leadlex.graphql.operation.syntax;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import graphql.language.AstPrinter;
import graphql.language.Document;
import graphql.language.OperationDefinition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Contract, section 5: a syntax error names the character or token that is wrong, at the place where graphql-js sees it. */
class DocumentParserTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
            "{activity(id:'a'){id}} | 1:14 | unexpected character '''; a string is written between double quotes (\")",
            "{activity(id:“a”){id}} | 1:14 | unexpected character '“'; a string is written between double quotes (\")",
            "{a;b} | 1:3 | unexpected character ';'",
            "{a.b} | 1:3 | unexpected character '.'",
            "{😀} | 1:2 | unexpected character '😀'",
            "{activity(id:7f3c){id}} | 1:15 | unexpected character 'f'",
            "{a(b:[01])} | 1:8 | unexpected character '1'",
            "{a(b:1.)} | 1:8 | unexpected character ')'",
            "{a(b:1.2.3)} | 1:9 | unexpected character '.'",
            "{a(b:-)} | 1:7 | unexpected character ')'",
            "{a(b:1e)} | 1:8 | unexpected character ')'",
            "{a(b:1e | 1:8 | the document ends where more was expected",
            "{a(b:\"\\q\")} | 1:7 | a string has no escape sequence '\\q'",
            "{a(b:\"\\😀\")} | 1:7 | a string has no escape sequence '\\😀'",
            "{a(b:\"\\ | 1:7 | a string has no escape sequence '\\'",
            "{a(b:\"\\u12\")} | 1:7 | a string has no escape sequence '\\u12\")'",
            "{a(b:\"\\uD800\")} | 1:7 | a string has no escape sequence '\\uD800'",
            "{a(b:\"\\uD800\\u0041\")} | 1:7 | a string has no escape sequence '\\uD800'",
            "{a(b:\"\\u{110000}\")} | 1:7 | a string has no escape sequence '\\u{110000}'",
            "{a(b:\"\\u{D800}\")} | 1:7 | a string has no escape sequence '\\u{D800}'",
            "{a(b:\"\\u{000000041}\")} | 1:7 | a string has no escape sequence '\\u{000000041}'",
            "{a(b:\"\\u{}\")} | 1:7 | a string has no escape sequence '\\u{}'",
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
            "\"only for operations with a keyword\" {a} | 1:1 | a description must stand before an operation with a keyword or a fragment",
            "\"d\" extend type T @a | 1:1 | unexpected 'extend': a document defines operations and fragments only",
            "\"d\" ( | 1:5 | unexpected '('",
            "\"d\" | 1:4 | the document ends where more was expected",
            "{a(b:] 'c')} | 1:6 | unexpected ']'",
            "{a b) \"\"\" | 1:5 | unexpected ')'",
            "query Q($a:ID=$b){a} | 1:15 | unexpected '$'",
            "query Q($a:ID @b(c:[$b])){a} | 1:21 | unexpected '$'",
            "query Q($a:[ID ID]){a} | 1:16 | unexpected 'ID'",
            "query Q(){a} | 1:9 | unexpected ')'",
            "query Q | 1:8 | the document ends where more was expected",
            "{a @b(c:1} | 1:10 | unexpected '}'",
            "{a(b:{c 1})} | 1:9 | unexpected '1'",
            "fragment on on A{a} | 1:10 | unexpected 'on'",
            "fragment F($a:ID) on A{a} | 1:11 | unexpected '('",
            "{... on{a}} | 1:8 | unexpected '{'",
            "{a} type T{a:Int} | 1:5 | unexpected 'type': a document defines operations and fragments only",
            "extend schema @a | 1:1 | unexpected 'extend': a document defines operations and fragments only" })
    void aSyntaxErrorNamesWhatIsWrongAtItsPlace(String document, String place, String message) {
        SyntaxError error = assertThrows(SyntaxError.class, () -> parse(document));
        assertEquals(message + " at " + place, error.getMessage() + " at " + place(error));
    }

    /** In graphql-js, CR, LF and CR LF each end a line, and a column is a UTF-16 unit. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = { "\\n\\r\\r\\n\\n\\r? | 6:1", "\\uFEFF? | 1:2",
            "{a #\\uD800\\n} | 1:5",
            "{a(b:\"\\uDC00\")} | 1:7", "#😀\\r  ? | 2:3", "{a(b:\"😀\" ?)} | 1:11", "{a(b:\"a\\rb\")} | 1:8",
            "{a(b:\"\"\"\\r\\n\\r\\n\"\"\" ?)} | 3:5", "{a(b:\"\"\"\\n\\uD800\"\"\")} | 2:1", "{a(b:\"\"\"\\r\\n | 2:1",
            "{a(b:\"\"\"\\n\"\"\" \"\"\"\\n\"\"\")} | 2:5" })
    void linesAndColumnsAreCountedAsInGraphQLJs(String document, String place) {
        assertEquals(place, place(assertThrows(SyntaxError.class, () -> parse(unescaped(document)))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{?}", "{?:a}", "query ?{a}", "query($?:Int){a}", "{...?}", "fragment ? on A{a}", "{a@?}",
            "{a(?:1)}",
            "{a(b:{?:1})}", "{a(b:?)}", "{...on ?{a}}" })
    void aNameHasAtMost256Characters(String document) throws Exception {
        parse(document.replace("?", "A".repeat(256)));
        SyntaxError error = assertThrows(SyntaxError.class, () -> parse(document.replace("?", "A".repeat(257))));
        assertEquals("a name has more than 256 characters at 1:" + (1 + document.indexOf('?')),
                error.getMessage() + " at " + place(error));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = { "\"\" | ^^", "\"\"\"\"\"\" | ^^",
            "\"\\b\\f\\n\\r\\t\\/\\\\\\\"\" | ^\\b\\f\\n\\r\\t/\\\\\"^",
            "\"\\u{1F600}\\uD83D\\uDE00\\u0041\\u{42}\" | 😀😀AB", "\"\\u{0010FFFF}\" | \\uDBFF\\uDFFF" })
    void stringsAreRead(String literal, String value) throws Exception {
        assertValue(unescaped(value), literal);
    }

    /** GraphQL specification, section 2.9.4. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = { "\\r\\n  act_ok\\r\\n | act_ok", "\\r  act_ok\\r | act_ok",
            "\\n  act_ok\\n | act_ok", "\\r\\n  a\\r    b\\n\\r\\n  c\\n\\t | a\\n  b\\n\\nc",
            "^  a\\n  b\\n c^ | ^  a\\n b\\nc^",
            "\\n\\n \\t\\r | ^^", "\\n    a\\n  \\n    b | a\\n\\nb", "a\\\\u0041 \\\\\"\"\" \\\\q | a\\\\u0041 \"\"\" \\\\q",
            "😀 | 😀" })
    void blockStringsAreReadByLines(String raw, String value) throws Exception {
        assertValue(unescaped(value), "\"\"\"" + unescaped(raw) + "\"\"\"");
    }

    private void assertValue(String value, String literal) throws Exception {
        Document document = parse("query($v:A=" + literal + "){a(b:[{c:" + literal + "}])}");
        Document plain = parse("query($v:A=\"" + json(value) + "\"){a(b:[{c:\"" + json(value) + "\"}])}");
        assertEquals(AstPrinter.printAst(plain), AstPrinter.printAst(document));
    }

    private static String json(String text) {
        StringBuilder json = new StringBuilder();
        text.chars().forEach(c -> json.append(String.format("\\u%04x", c)));
        return json.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "\"about it\" query Q(\"an id\" $id: ID! \"\"\"more\n lines\"\"\" $b: String = \"x\" \"c\" $c: Int) { a }",
            "\"\"\"\nof a fragment\"\"\"\nfragment F on A { a } { ...F }",
            "query ($a: [String] = [\"x\" \"y\"] $b: In = {a: \"b\"} \"z\" $c: ID) { a(b: \"x\", c: $c) }" })
    void descriptionsAreAcceptedOnOperationsFragmentsAndVariables(String document) throws Exception {
        parse(document);
    }

    @Test
    void aDefaultValueBeforeAVariableIsNotADescription() throws Exception {
        Document document = parse("query ($a: String = \"x\" $b: Int) { a }");
        assertEquals("query ($a: String = \"x\", $b: Int) {\n  a\n}\n", AstPrinter.printAst(document));
    }

    @Test
    void aDescribedOperationIsAtItsKeyword() throws Exception {
        Document document = parse("\"\"\"two\nlines\"\"\" query Q { a }");
        var location = document.getFirstDefinitionOfType(OperationDefinition.class).orElseThrow().getSourceLocation();
        assertEquals("2:10", location.getLine() + ":" + location.getColumn());
    }

    @ParameterizedTest
    @ValueSource(strings = { "{a(b:[0 -0 1.5 1e3 -1.5E-3])}", "\uFEFF{\uFEFFa}", "{a #'\n}", "{a(b:\"\u0000\u007F\t\")}#\u0007",
            "query on @a {...@b{on:on} ...on on{fragment}}", "query($a:[[ID!]]!=[]@b){a}" })
    void whatTheSpecificationAllowsIsAccepted(String document) throws Exception {
        parse(document);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', value = { "^^,{a", "{a(b:,[", "{a(b:,{a:", "query($a:,[", "{,...{",
            "{,...on A@b(c:[1]){" })
    void tooManyBracketsInOneAnotherAreRefused(String before, String open) {
        String document = before + open.repeat(250_000 / open.length());
        assertTooLarge(() -> DocumentParser.parse(document, Integer.MAX_VALUE));
    }

    @Test
    void moreTokensThanTheLimitAreNotRead() throws Exception {
        DocumentParser.parse("{a}", 3);
        assertTooLarge(() -> DocumentParser.parse("{a b}", 3));
        assertThrows(SyntaxError.class, () -> DocumentParser.parse("{a) b}", 3), "the first error is reported");
    }

    @Test
    void commentsAreNotTokens() throws Exception {
        parse("# comment\n".repeat(15_001) + "{a}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "1e1000", "1e-1000", "1e99999999999", "-1E+99999999999" })
    void aNumberThatIsLongWhenItIsWrittenOutIsRefused(String number) {
        assertTooLarge(() -> parse("{a(b:" + number + ")}"));
    }

    private static void assertTooLarge(Executable parsing) {
        assertNull(assertThrows(SyntaxError.class, parsing).location());
    }

    private static Document parse(String document) throws Exception {
        return DocumentParser.parse(document, 15_000);
    }

    /** A row of a table holds neither line terminators nor halves of surrogate pairs. */
    private static String unescaped(String text) {
        StringBuilder unescaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '\\') {
                unescaped.append(text.charAt(i));
            } else if (text.charAt(++i) == 'u') {
                unescaped.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                unescaped.append("\b\f\n\r\t\\".charAt("bfnrt\\".indexOf(text.charAt(i))));
            }
        }
        return unescaped.toString();
    }

    private static String place(SyntaxError error) {
        return error.location().getLine() + ":" + error.location().getColumn();
    }
}
