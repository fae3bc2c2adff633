package com.leadlex.graphql.http;

import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Any {@code Accept} value at all gets an answer. */
class AcceptTest {

    @ParameterizedTest
    @ValueSource(strings = { "application/graphql-response+json", "application/graphql-response+json, application/json;q=0.9",
            "application/json;q=0.9,application/graphql-response+json", "APPLICATION/GraphQL-Response+JSON",
            "application/graphql-response+json; charset=utf-8, application/json; charset=utf-8",
            "application/json, application/graphql-response+json", "application/graphql-response+json;q=0.1, text/html",
            "*/*;q=0.1, application/graphql-response+json;q=0.2", "application/graphql-response+json;profile=\"a,b;q=0\"",
            ";,application/graphql-response+json,;" })
    void graphQLResponseIsSentIfItIsPreferred(String header) {
        assertEquals(ResponseFormat.GRAPHQL_RESPONSE, Accept.negotiate(header));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "*/*", "application/json", "application/*", "text/html,application/xml;q=0.9,*/*;q=0.8",
            "application/json, */*", "application/graphql-response+json;q=0.5, application/json",
            "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "application/json;charset=\"UTF-8\"",
            "application/graphql-response+json;q=0, */*" })
    void jsonIsSentIfItIsPreferredOrNothingIs(String header) {
        assertEquals(ResponseFormat.JSON, Accept.negotiate(header));
    }

    @ParameterizedTest
    @ValueSource(strings = { ";", ",", ";;;", ",;,", "\"", "q=1", ";q=1", "*", "*/", "/*", "//", "garbage", "application",
            "application/", "application/json;q=0", "application/json;q=", "application/json;q=x", "application/json;q=-1",
            "application/json;q=2", "application/json;q=NaN", "application/json;q=1e0", "application/json;q=0x1p3",
            "application/json;q=1..0", "application/json;charset=utf-16", "*/*;q=0", "text/html", "application/xml",
            "\"application/json\"", "application/json\\", "ａpplication/json" })
    void garbageAndOtherTypesAreNotAcceptable(String header) {
        assertNull(Accept.negotiate(header));
    }

    /** Made of what such headers are made of, and of what they are not. */
    @RepeatedTest(200)
    void nothingMakesItFail(RepetitionInfo repetition) {
        String[] pieces = { "application", "/", "json", "graphql-response+json", "*", ";", ",", "q", "=", "0", "1", ".", "\"",
                "\\",
                " ", "\t", "charset", "utf-8", "text/html", "é", "\u0000", "+" };
        Random random = new Random(repetition.getCurrentRepetition());
        StringBuilder header = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            header.append(pieces[random.nextInt(pieces.length)]);
        }
        Accept.negotiate(header.toString());
        for (Preference preference : Preference.parseHeader(header.toString())) {
            assertTrue(preference.weight() >= 0 && preference.weight() <= 1, header.toString());
        }
    }
}
