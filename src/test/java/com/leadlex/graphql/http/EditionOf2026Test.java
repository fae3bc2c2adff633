package com.leadlex.graphql.http;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.documents.Sha256;
import com.leadlex.graphql.http.request.Accept;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import static com.leadlex.graphql.http.Ask.GRAPHQL_RESPONSE;
import static com.leadlex.graphql.http.Ask.JSON;
import static org.hamcrest.CoreMatchers.equalTo;
import static org.hamcrest.CoreMatchers.is;

/** {@code facade.http.edition=2026}: GraphQL over HTTP, September 2026. */
@QuarkusTest
@TestProfile(EditionOf2026Test.September.class)
class EditionOf2026Test {

    public static class September implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("facade.http.edition", "2026");
        }
    }

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
        if (code != null) {
            response.body("errors[0].extensions.code", equalTo(code));
        }
        response.body("containsKey('data')", is(status < 300));
    }

    private static void answers(Object body, int status, String code) {
        for (String accept : ACCEPTS) {
            answers(accept, post(accept, body), status, code);
        }
    }

    @Test
    void dataWithoutErrorsIs200() {
        answers(Map.of("query", "{ activity(id: \"act_call\") { id } }"), 200, null);
    }

    @Test
    void dataWithErrorsIs294EvenIfAllOfItIsNull() {
        answers(Map.of("query", "{ a: __typename activity(id: \"act_error-404\") { id } }"), 294, "NOT_FOUND");
        answers(Map.of("query", "{ activity(id: \"act_error-404\") { id } }"), 294, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "NONSENSE", "{\"query\":", "[1,", "\"x", "{\"query\":1,", "{\"query\":1} {}", "[] []",
            "\"\" 1" })
    void aBodyThatIsNotJsonIs400(String body) {
        answers(body, 400, "BAD_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "{", "{ a(: }", "query {", "\u00a7" })
    void aDocumentThatDoesNotParseIs400(String document) {
        answers(Map.of("query", document), 400, "GRAPHQL_PARSE_FAILED");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"qeury\":\"{__typename}\"}", "{}", "[]", "[{\"query\":\"{__typename}\"}]", "null", "1", "\"x\"",
            "{\"query\":1}", "{\"query\":null}", "{\"query\":\"{__typename}\",\"variables\":[7]}",
            "{\"query\":\"{__typename}\",\"operationName\":{}}", "{\"query\":\"{__typename}\",\"extensions\":\"x\"}",
            "{\"query\":\"{__typename}\",\"documentId\":\"x\"}" })
    void jsonThatIsNoGraphQLRequestIs422(String body) {
        answers(body, 422, "BAD_REQUEST");
    }

    @Test
    void aParameterInAUrlThatIsNoJsonObjectIs422() {
        for (String variables : List.of("[]", "1", "{", "{}{}")) {
            for (String accept : List.of(GRAPHQL_RESPONSE, JSON, "*/*")) {
                answers(accept, Ask.get(accept, Map.of("query", "{ __typename }", "variables", variables)), 422, "BAD_REQUEST");
            }
        }
    }

    static Stream<List<Object>> requestsThatCannotBeRun() {
        return Stream.of(
                List.of("GRAPHQL_VALIDATION_FAILED", Map.of("query", "{ nothing }")),
                List.of("GRAPHQL_VALIDATION_FAILED", Map.of("query", "mutation { nothing }")),
                List.of("OPERATION_RESOLUTION_FAILURE", Map.of("query", "query A { __typename } query B { __typename }")),
                List.of("OPERATION_RESOLUTION_FAILURE", Map.of("query", "query A { __typename }", "operationName", "B")),
                List.of("BAD_USER_INPUT",
                        Map.of("query", "query A($id: ID!) { activity(id: $id) { id } }", "variables", Map.of("id", true))),
                List.of("BAD_USER_INPUT", Map.of("query", "query A($id: ID!) { activity(id: $id) { id } }")),
                List.of("OPERATION_TOO_COMPLEX", Map.of("query", "{" + " __typename".repeat(20_000) + "}")),
                List.of("OPERATION_TOO_COMPLEX", Map.of("query", "{" + "a".repeat(1) + " {a".repeat(20) + "}".repeat(21))));
    }

    @ParameterizedTest
    @MethodSource("requestsThatCannotBeRun")
    void validationLimitsTheOperationsChoiceAndVariablesAre422(List<Object> request) {
        answers(request.get(1), 422, (String) request.get(0));
    }

    @Test
    void anUnknownPersistedDocumentIs422ToGraphQLResponseAnd200ToOlderClients() {
        for (Map<String, Object> request : List.of(UNKNOWN, Map.<String, Object> of("documentId", "sha256:x"))) {
            post(GRAPHQL_RESPONSE, request).statusCode(422).header("Content-Type", GRAPHQL_RESPONSE + "; charset=utf-8")
                    .body("errors[0].extensions.code", equalTo("PERSISTED_QUERY_NOT_FOUND"));
            for (String accept : java.util.Arrays.asList(JSON, "*/*", null)) {
                post(accept, request).statusCode(200).header("Content-Type", JSON + "; charset=utf-8")
                        .body("errors[0].extensions.code", equalTo("PERSISTED_QUERY_NOT_FOUND"));
            }
        }
    }

    @Test
    void aWrongHashIs422() {
        answers(Map.of("query", "{ __typename }", "extensions", UNKNOWN.get("extensions")), 422, "BAD_REQUEST");
    }

    @Test
    void aRegisteredDocumentIsKeptByADataAnswer() {
        String query = "{ edition: __typename }";
        Map<String, Object> extensions = Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", Sha256.hex(query)));
        answers(Map.of("query", query, "extensions", extensions), 200, null);
        answers(Map.of("extensions", extensions), 200, null);
    }

    @ParameterizedTest
    @FieldSource("ACCEPTS")
    void otherErrorsHaveTheirStatusAndAreSentAsGraphQLResponse(String accept) {
        String type = accept == null ? "*/*" : accept;
        answers(type, Ask.get(type, Map.of("query", "mutation { __typename }")).header("Allow", "POST"), 405, "BAD_REQUEST");
        answers(type, Ask.given().header("Accept", type).delete("/graphql").then().header("Allow", "GET, POST, QUERY"), 405,
                "BAD_REQUEST");
        answers(type, Ask.given().header("Accept", type).contentType("text/plain").body("{}").post("/graphql").then(), 415,
                "BAD_REQUEST");
        answers(type, Ask.given().header("Accept", type).contentType(JSON).body(" ".repeat(300_000)).post("/graphql").then(),
                413, "PAYLOAD_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(strings = { ";", "garbage", "text/html", "application/json;q=2" })
    void anAcceptThatNamesNeitherIs406(String accept) {
        answers(accept, post(accept, Map.of("query", "{ __typename }")), 406, "BAD_REQUEST");
    }
}
