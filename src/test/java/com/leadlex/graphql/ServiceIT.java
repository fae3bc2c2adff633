package com.leadlex.graphql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.activity.ActivityField;

import graphql.introspection.IntrospectionQuery;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/** What callers may rely on, asked of what was packaged: the jar, or with -Dnative the executable. Leadlex is the stand-in. */
@QuarkusIntegrationTest
class ServiceIT extends OperationsScenario {

    private static final String EXAMPLE = "act_7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d";
    private static final String GRAPHQL_RESPONSE = "application/graphql-response+json";
    private static final String ACTIVITY = "query One($id: ID!) { activity(id: $id) { id type title description contactId dealId "
            + "entityType entityId entityName metadata createdByUserId createdDate } }";

    @Test
    void everyFieldOfLeadlexsExampleIsAnswered() {
        ask(ACTIVITY, EXAMPLE).statusCode(200).body(equalTo("{\"data\":{\"activity\":{\"id\":\"" + EXAMPLE
                + "\",\"type\":\"call\",\"title\":\"Discovery call with Jane\","
                + "\"description\":\"Discussed Q2 outsourcing plans; next step is proposal.\","
                + "\"contactId\":\"123e4567-e89b-12d3-a456-426614174000\",\"dealId\":\"3f8e1d2c-4b5a-6d7e-8f9a-0b1c2d3e4f5a\","
                + "\"entityType\":null,\"entityId\":null,\"entityName\":null,"
                + "\"metadata\":{\"duration_minutes\":32,\"direction\":\"outbound\"},"
                + "\"createdByUserId\":\"9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d\",\"createdDate\":\"2026-04-17T14:23:05Z\"}}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "call", "email", "meeting", "note", "ai_action" })
    void everyTypeOfActivityIsAnswered(String type) {
        ask(ACTIVITY, "act_" + type).statusCode(200).body("errors", nullValue()).body("data.activity.type", equalTo(type));
    }

    @Test
    void theEngineAnswersWhatNoPreparedPlanCovers() {
        ask("query Both($id: ID!) { __typename ...F @include(if: true) } fragment F on Query { "
                + "a: activity(id: $id) { __typename ... on Activity { when: createdDate } } b: activity(id: \"act_note\") { title } }",
                "act_email").statusCode(200).body("errors", nullValue())
                .body("data.__typename", equalTo("Query")).body("data.a.__typename", equalTo("Activity"))
                .body("data.a.when", equalTo("2026-04-22T16:40:00+02:00")).body("data.b.title", equalTo("Prefers mornings"));
    }

    @Test
    void introspectionAnswersAndEveryFieldIsDescribed() {
        ask(IntrospectionQuery.INTROSPECTION_QUERY, EXAMPLE).statusCode(200).body("errors", nullValue())
                .body("data.__schema.types.find { it.name == 'Activity' }.fields.findAll { !it.description }.size()",
                        equalTo(0))
                .body("data.__schema.types.find { it.name == 'Activity' }.fields.size()",
                        equalTo(ActivityField.values().length));
    }

    @Test
    void theSchemaIsServedWithItsScalars() throws IOException {
        String committed = Files.readString(Path.of("graphql/schema.graphql"));
        given().get("/graphql/schema.graphql").then().statusCode(200).body(equalTo(committed))
                .body(containsString("scalar JSON"), containsString("scalar DateTime"));
    }

    @ParameterizedTest
    @CsvSource({ "401, UNAUTHENTICATED, false", "403, FORBIDDEN, false", "404, NOT_FOUND, false", "429, RATE_LIMITED, true",
            "503, UPSTREAM_ERROR, true" })
    void aRefusalOfLeadlexIsAnErrorAtTheField(int status, String code, boolean retryable) {
        // A key of its own, since a 429 holds the key that met it.
        post(Map.of("query", ACTIVITY, "variables", Map.of("id", "act_error-" + status)), "wbk_it_" + status)
                .statusCode(200).body("data", hasKey("activity")).body("data.activity", nullValue())
                .body("errors[0].path", equalTo(List.of("activity"))).body("errors[0].locations[0].line", equalTo(1))
                .body("errors[0].extensions.code", equalTo(code)).body("errors[0].extensions.retryable", equalTo(retryable))
                .body("errors[0].extensions.upstream.status", equalTo(status))
                .body(not(containsString("localhost"))).body(not(containsString("wbk_"))).body(not(containsString("java")));
    }

    @ParameterizedTest
    @CsvSource({ "act_malformed, UPSTREAM_INVALID_RESPONSE", "act/../x, BAD_USER_INPUT" })
    void otherFailuresAreErrorsAtTheFieldToo(String id, String code) {
        ask(ACTIVITY, id).statusCode(200).body("data.activity", nullValue()).body("errors[0].extensions.code", equalTo(code));
    }

    @Test
    void withoutAKeyTheAnswerIsUnauthenticated() {
        given().contentType("application/json").body(Map.of("query", "{ activity(id: \"act_call\") { id } }")).post("/graphql")
                .then().statusCode(200).body("errors[0].extensions.code", equalTo("UNAUTHENTICATED"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{ activity(id: \"act_call\") { id }|GRAPHQL_PARSE_FAILED",
            "{ nothing }|GRAPHQL_VALIDATION_FAILED",
            "query A { __typename } query B { __typename }|OPERATION_RESOLUTION_FAILURE" })
    void aRequestWithoutDataIsABadRequestInTheNewMediaTypeOnly(String query, String code) {
        caller("wbk_it").accept(GRAPHQL_RESPONSE).body(Map.of("query", query)).post("/graphql").then().statusCode(400)
                .contentType(containsString(GRAPHQL_RESPONSE)).body("errors[0].extensions.code", equalTo(code));
        caller("wbk_it").body(Map.of("query", query)).post("/graphql").then().statusCode(200)
                .contentType("application/json; charset=utf-8").body("errors[0].extensions.code", equalTo(code));
    }

    @Test
    void aGetRunsQueries() {
        given().header("Authorization", "bearer wbk_it").queryParam("query", ACTIVITY)
                .queryParam("variables", "{\"id\":\"act_call\"}").get("/graphql").then().statusCode(200)
                .body("data.activity.id", equalTo("act_call"));
    }

    @Test
    void otherRequestsThanGraphQLAreRefused() {
        given().contentType("text/plain").body("{\"query\":\"{__typename}\"}").post("/graphql").then().statusCode(415);
        caller("wbk_it").accept("text/html").body(Map.of("query", "{__typename}")).post("/graphql").then().statusCode(406);
        caller("wbk_it").body("[]").post("/graphql").then().statusCode(400).body("errors[0].extensions.code",
                equalTo("BAD_REQUEST"));
        given().put("/graphql").then().statusCode(405).header("Allow", notNullValue());
    }

    @Test
    void everyAnswerIsUncachedAndNamesItsRequest() {
        caller("wbk_it").header("X-Request-Id", "it-1").body(Map.of("query", "{__typename}")).post("/graphql").then()
                .statusCode(200)
                .header("Cache-Control", "no-store").header("X-Content-Type-Options", "nosniff").header("X-Request-Id", "it-1");
    }

    @Test
    void graphiQLIsServedUnderItsOwnPolicy() {
        given().get("/graphiql").then().statusCode(200).contentType(containsString("text/html"))
                .header("Content-Security-Policy", containsString("frame-ancestors"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "started", "live", "ready" })
    void theProbesAnswer(String probe) {
        given().get("/q/health/" + probe).then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void metricsCountTheCallsToLeadlex() {
        ask(ACTIVITY, "act_call").statusCode(200);
        given().get("/q/metrics").then().statusCode(200).body(containsString("leadlex_"), containsString("graphql_"));
    }

    private static ValidatableResponse ask(String query, String id) {
        return post(Map.of("query", query, "variables", query.contains("$id") ? Map.of("id", id) : Map.of()), "wbk_it");
    }

    private static ValidatableResponse post(Map<String, Object> request, String key) {
        return caller(key).body(request).post("/graphql").then();
    }

    private static RequestSpecification caller(String key) {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }
}
