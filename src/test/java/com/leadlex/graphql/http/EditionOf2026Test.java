package com.leadlex.graphql.http;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import com.leadlex.graphql.OtherSettings;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import static com.leadlex.graphql.http.Ask.GRAPHQL_RESPONSE;
import static com.leadlex.graphql.http.Ask.JSON;
import static org.hamcrest.CoreMatchers.equalTo;
import static org.hamcrest.CoreMatchers.is;

/** {@code facade.http.edition=2026}: GraphQL over HTTP, September 2026. */
@QuarkusTest
@TestProfile(OtherSettings.class)
class EditionOf2026Test {

    /** Null is no {@code Accept} at all. */
    static final List<String> ACCEPTS = java.util.Arrays.asList(GRAPHQL_RESPONSE, JSON, "*/*", null);
    private static final Map<String, Object> UNKNOWN = Map.of("extensions",
            Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", "0".repeat(64))));

    private static ValidatableResponse post(String accept, Object body) {
        RequestSpecification request = Ask.given().contentType(JSON).header("Authorization", "Bearer wbk_2026");
        return (accept == null ? request : request.header("Accept", accept)).body(body).post("/graphql").then();
    }

    private static void answers(String accept, ValidatableResponse response, int status, String code) {
        String type = status < 300 && !GRAPHQL_RESPONSE.equals(accept) ? JSON : GRAPHQL_RESPONSE;
        response.statusCode(status).header("Content-Type", type + "; charset=utf-8");
        if (!code.isEmpty()) {
            response.body("errors[0].extensions.code", equalTo(code));
        }
        response.body("containsKey('data')", is(status < 300));
    }

    /** One of each status; the audits of the edition have the rest. */
    static Stream<List<Object>> posts() {
        return Stream.of(
                List.of(200, "", Map.of("query", "{ activity(id: \"act_call\") { id } }")),
                List.of(294, "NOT_FOUND", Map.of("query", "{ a: __typename activity(id: \"act_error-404\") { id } }")),
                List.of(294, "NOT_FOUND", Map.of("query", "{ activity(id: \"act_error-404\") { id } }")),
                List.of(400, "BAD_REQUEST", "{\"query\":"),
                List.of(400, "GRAPHQL_PARSE_FAILED", Map.of("query", "{ a(: }")),
                List.of(422, "BAD_REQUEST", "{\"qeury\":\"{__typename}\"}"),
                List.of(422, "BAD_REQUEST", Map.of("query", "{ __typename }", "extensions", UNKNOWN.get("extensions"))),
                List.of(422, "GRAPHQL_VALIDATION_FAILED", Map.of("query", "{ nothing }")),
                List.of(422, "OPERATION_RESOLUTION_FAILURE", Map.of("query", "query A { __typename } query B { __typename }")),
                List.of(422, "BAD_USER_INPUT", Map.of("query", "query A($id: ID!) { activity(id: $id) { id } }")),
                List.of(422, "OPERATION_TOO_COMPLEX", Map.of("query", "{" + " __typename".repeat(20_000) + "}")),
                List.of(413, "PAYLOAD_TOO_LARGE", " ".repeat(300_000)));
    }

    @ParameterizedTest
    @MethodSource("posts")
    void theStatusIsTheSameForEveryAccept(List<Object> row) {
        for (String accept : ACCEPTS) {
            answers(accept, post(accept, row.get(2)), (int) row.get(0), (String) row.get(1));
        }
    }

    @ParameterizedTest
    @FieldSource("ACCEPTS")
    void otherErrorsHaveTheirStatusAndAreSentAsGraphQLResponse(String accept) {
        String type = accept == null ? "*/*" : accept;
        answers(type, Ask.get(type, Map.of("query", "{ __typename }", "variables", "[]")), 422, "BAD_REQUEST");
        answers(type, Ask.get(type, Map.of("query", "mutation { __typename }")).header("Allow", "POST"), 405, "BAD_REQUEST");
        answers(type, Ask.given().header("Accept", type).delete("/graphql").then().header("Allow", "GET, POST, QUERY"), 405,
                "BAD_REQUEST");
        answers(type, Ask.given().header("Accept", type).contentType("text/plain").body("{}").post("/graphql").then(), 415,
                "BAD_REQUEST");
        answers("text/html", post("text/html", Map.of("query", "{ __typename }")), 406, "BAD_REQUEST");
    }

    @Test
    void anUnknownPersistedDocumentIs422ToGraphQLResponseAnd200ToOlderClients() {
        for (Map<String, Object> request : List.of(UNKNOWN, Map.<String, Object> of("documentId", "sha256:x"))) {
            for (String accept : ACCEPTS) {
                boolean newer = GRAPHQL_RESPONSE.equals(accept);
                post(accept, request).statusCode(newer ? 422 : 200)
                        .header("Content-Type", (newer ? GRAPHQL_RESPONSE : JSON) + "; charset=utf-8")
                        .body("errors[0].extensions.code", equalTo("PERSISTED_QUERY_NOT_FOUND"));
            }
        }
    }
}
