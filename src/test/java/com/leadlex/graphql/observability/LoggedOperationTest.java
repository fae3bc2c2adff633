package com.leadlex.graphql.observability;

import java.util.List;
import java.util.Map;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.LogLines;

import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
class LoggedOperationTest {

    private static final PatternFormatter FORMATTER = new PatternFormatter("%s%e");

    private final LogLines lines = new LogLines("");

    @AfterEach
    void stopListening() {
        lines.close();
    }

    @Test
    void anOperationIsOneLineWithoutKeyIdVariablesOrDocument() {
        given().header("Authorization", "Bearer wbk_logged").header("X-Request-Id", "r-17").contentType("application/json")
                .body(Map.of("query", "query Activity($id: ID!) { secretAlias: activity(id: $id) { id } }", "variables",
                        Map.of("id", "act_error-404")))
                .post("/graphql").then().statusCode(200);
        List<ExtLogRecord> operations = lines.of(OperationLog.CATEGORY);
        assertEquals(1, operations.size());
        Map<String, String> facts = operations.get(0).getMdcCopy();
        assertEquals("r-17", facts.get("requestId"));
        assertEquals("Activity", facts.get("operation"));
        assertEquals("200", facts.get("status"));
        assertEquals("NOT_FOUND", facts.get("codes"));
        assertEquals("status", facts.get("cause"));
        assertEquals("404", facts.get("upstreamStatus"));
        assertEquals("1", facts.get("attempts"));
        assertTrue(facts.get("keyFingerprint").matches("[0-9a-f]{8}"), facts.get("keyFingerprint"));
        // Those of the stand-in too, which runs in the same process.
        for (ExtLogRecord line : lines.all()) {
            String text = FORMATTER.format(line) + line.getMdcCopy();
            for (String secret : List.of("wbk_logged", "act_error-404", "secretAlias")) {
                assertFalse(text.contains(secret), text);
            }
        }
    }

    @Test
    void aKeyAsTheNameOfAnOperationOrAsARequestIdIsNotLogged() {
        given().header("Authorization", "Bearer wbk_named_like_a_key").header("X-Request-Id", "wbk_named_like_a_key")
                .contentType("application/json").body(Map.of("query", "query wbk_named_like_a_key { __typename }"))
                .post("/graphql").then().statusCode(200);
        ExtLogRecord operation = lines.of(OperationLog.CATEGORY).get(0);
        assertEquals("anonymous", operation.getMdcCopy().get("operation"));
        PatternFormatter text = new PatternFormatter("%m");
        assertFalse(lines.all().stream().anyMatch(line -> (text.format(line) + line.getMdcCopy()).contains("named_like")));
    }
}
