package com.leadlex.graphql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.restassured.response.ValidatableResponse;

import static com.leadlex.graphql.PersistedQuery.byHash;
import static com.leadlex.graphql.PersistedQuery.extensions;
import static com.leadlex.graphql.PersistedQuery.register;
import static com.leadlex.graphql.PersistedQuery.sha256;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

/** Limits, variables, persisted operations and federation, asked of what was packaged. Leadlex is the stand-in. */
abstract class OperationsScenario {

    private static final String ACTIVITY = "query One($id: ID!) { activity(id: $id) { id type } }";

    static Stream<String> overALimit() {
        return Stream.of(many(21, i -> "a" + i + ": activity(id: \"act_call\") { id }"),
                many(51, i -> "a" + i + ": __typename"),
                "{ __typename " + "@include(if: true) ".repeat(51) + "}", "{ " + "__typename ".repeat(2_001) + "}",
                "{ " + "__typename ".repeat(15_000) + "}",
                "{ __schema { types { fields { type { " + "ofType { ".repeat(12) + "name"
                        + " }".repeat(12)
                        + " } } } } }");
    }

    @ParameterizedTest
    @MethodSource("overALimit")
    void anOperationOverALimitIsTooComplex(String query) {
        ask(Map.of("query", query)).body("data", nullValue())
                .body("errors[0].extensions.code", equalTo("OPERATION_TOO_COMPLEX"))
                .body("errors[0].extensions.retryable", equalTo(false));
    }

    @Test
    void aBodyOverTheLimitIsTooLarge() {
        given().contentType("application/json").body("#".repeat(300 * 1024)).post("/graphql").then().statusCode(413)
                .body("errors[0].extensions.code", equalTo("PAYLOAD_TOO_LARGE"));
    }

    @Test
    void anIdIsAStringOrAnIntegerAndNothingElse() {
        ask(Map.of("query", ACTIVITY, "variables", Map.of("id", "act_call"))).body("data.activity.type", equalTo("call"));
        ask(Map.of("query", ACTIVITY, "variables", Map.of("id", 7))).body("data.activity", nullValue())
                .body("errors[0].extensions.code", equalTo("NOT_FOUND"));
        for (Object wrong : List.of(1.5, true, List.of("act_call"), Map.of())) {
            ask(Map.of("query", ACTIVITY, "variables", Map.of("id", wrong)))
                    .body("errors[0].extensions.code", equalTo("BAD_USER_INPUT"));
        }
        ask(Map.of("query", ACTIVITY)).body("errors[0].extensions.code", equalTo("BAD_USER_INPUT"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{", "{\"query\":7}", "{}", "{\"query\":\"{__typename}\",\"variables\":[]}",
            "{\"query\":\"{__typename}\",\"operationName\":7}", "{\"query\":\"{__typename}\",\"extensions\":\"x\"}" })
    void aMalformedRequestIsABadRequest(String body) {
        given().contentType("application/json").body(body).post("/graphql").then().statusCode(400)
                .contentType("application/json; charset=utf-8").body("errors[0].extensions.code", equalTo("BAD_REQUEST"));
    }

    @Test
    void anUnknownPersistedQueryIsAskedForAndThenKnown() {
        String query = "query Persisted { activity(id: \"act_call\") { type } }";
        ask(byHash(query)).body("errors[0].extensions.code", equalTo("PERSISTED_QUERY_NOT_FOUND"))
                .body("errors[0].message", equalTo("PersistedQueryNotFound"));
        ask(register(query)).body("data.activity.type", equalTo("call"));
        ask(byHash(query)).body("data.activity.type", equalTo("call"));
        given().header("Authorization", "Bearer wbk_it").queryParam("extensions",
                "{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"" + sha256(query) + "\"}}").get("/graphql").then()
                .statusCode(200)
                .body("data.activity.type", equalTo("call"));
    }

    @Test
    void aHashThatIsNotTheQuerysIsABadRequest() {
        given().contentType("application/json").body(Map.of("query", "{ __typename }", "extensions", extensions("{ other }")))
                .post("/graphql").then().statusCode(400).body("errors[0].extensions.code", equalTo("BAD_REQUEST"));
    }

    @Test
    void anOperationOfTheRepositoryIsKnownByItsDocumentId() throws IOException {
        String text = Files.readString(Path.of("graphql/operations/Activity.graphql"));
        ask(Map.of("documentId", "sha256:" + sha256(text), "variables", Map.of("id", "act_note"))).body("errors", nullValue())
                .body("data.activity.type", equalTo("note"));
        ask(Map.of("extensions", extensions(text), "variables", Map.of("id", "act_note"))).body("data.activity.type",
                equalTo("note"));
    }

    @Test
    void theServiceIsAFederationSubgraph() {
        ask(Map.of("query", "{ _service { sdl } }"))
                .body("data._service.sdl", containsString("type Activity @key(fields : \"id\")"))
                .body("data._service.sdl", containsString("/federation/v2.7"));
        ask(Map.of("query",
                "query($r: [_Any!]!) { _entities(representations: $r) { ... on Activity { id type } } }",
                "variables", Map.of("r", List.of(Map.of("__typename", "Activity", "id", "act_email"),
                        Map.of("__typename", "Activity", "id", "act_error-404")))))
                .body("data._entities", hasSize(2)).body("data._entities[0].type", equalTo("email"))
                .body("data._entities[1]", nullValue()).body("errors[0].path", equalTo(List.of("_entities", 1)))
                .body("errors[0].extensions.code", equalTo("NOT_FOUND"));
    }

    @Test
    void aRequestFromAnotherOriginIsGivenNoLeave() {
        given().header("Origin", "https://elsewhere.example").contentType("application/json")
                .body(Map.of("query", "{ __typename }")).post("/graphql").then()
                .header("Access-Control-Allow-Origin", nullValue());
    }

    private static String many(int times, IntFunction<String> field) {
        return IntStream.range(0, times).mapToObj(field).collect(Collectors.joining(" ", "{ ", " }"));
    }

    private static ValidatableResponse ask(Map<String, Object> request) {
        return given().header("Authorization", "Bearer wbk_it").contentType("application/json").body(request).post("/graphql")
                .then();
    }
}
