package com.leadlex.graphql.operation.schema;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.leadlex.RawLeadlex;
import com.leadlex.graphql.leadlex.RawLeadlexProfile;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** The service as a subgraph, as a gateway asks it. */
@QuarkusTest
@TestProfile(RawLeadlexProfile.class)
class FederationTest {

    private static final String ENTITIES = "query Entities($representations: [_Any!]!) "
            + "{ _entities(representations: $representations) { __typename ... on Activity { id title createdDate } } }";
    private static final String KEY = "wbk_gateway";

    private RawLeadlex raw;

    @BeforeEach
    void listen() {
        raw = new RawLeadlex(RawLeadlexProfile.port());
    }

    @AfterEach
    void close() {
        raw.close();
    }

    @Test
    void theSubgraphLinksFederation27AndKeysActivitiesById() {
        ask("{ _service { sdl } }", Map.of())
                .body("data._service.sdl", containsString("url : \"https://specs.apollo.dev/federation/v2.7\""))
                .body("data._service.sdl", containsString("type Activity @key(fields : \"id\""));
    }

    @Test
    void entitiesComeInTheOrderOfTheirRepresentationsWithTheCallersKey() {
        entities(activity("act_b"), activity("act_a"), activity(7)).body("errors", nullValue())
                .body("data._entities.id", equalTo(List.of("act_b", "act_a", "7")))
                .body("data._entities.__typename", equalTo(Collections.nCopies(3, "Activity")))
                .body("data._entities.title", equalTo(Collections.nCopies(3, "Bearer " + KEY)));
        assertEquals(3, raw.seen().size());
    }

    /** Contract, section 5: CR, LF and CRLF end a line alike, in block strings too. */
    @ParameterizedTest
    @ValueSource(strings = { "\n", "\r", "\r\n" })
    void blockStringsAreReadByLinesInArgumentsDefaultsAndRepresentations(String end) {
        String document = "query($b: ID! = ?) { a: activity(id: ?) { id } b: activity(id: $b) { id } "
                + "_entities(representations: [{__typename: \"Activity\", id: ?}]) { ... on Activity { id } } }";
        Map<String, String> activity = Map.of("id", "act_ok");
        ask(document.replace("?", "\"\"\"" + end + "  act_ok" + end + "\"\"\""), Map.of())
                .body("data", equalTo(Map.of("a", activity, "b", activity, "_entities", List.of(activity))));
    }

    @Test
    void anEntityThatFailsIsNullWithAnErrorAtItsPlaceAndTheOthersAnswer() {
        raw.answers(exchange -> {
            if (exchange.id().equals("act_gone")) {
                exchange.json(404, "{\"error\":{\"code\":\"activity_not_found\"}}");
            } else {
                exchange.activity();
            }
        });
        entities(activity("act_a"), activity("act_gone"), activity("act_b"))
                .body("data._entities.collect { it?.id }", equalTo(Arrays.asList("act_a", null, "act_b")))
                .body("errors.size()", equalTo(1)).body("errors[0].path", equalTo(List.of("_entities", 1)))
                .body("errors[0].locations[0].line", equalTo(1)).body("errors[0].extensions.code", equalTo("NOT_FOUND"))
                .body("errors[0].extensions.upstream", equalTo(Map.of("status", 404, "code", "activity_not_found")));
    }

    @Test
    void aFieldThatCannotBeReadIsAnErrorBelowItsEntity() {
        raw.answers(exchange -> exchange.json(200, "{\"data\":{\"activity\":{\"id\":\"" + exchange.id()
                + "\",\"type\":\"call\",\"title\":\"T\",\"created_date\":\"yesterday\"}}}"));
        entities(activity("act_a")).body("data._entities[0].title", equalTo("T"))
                .body("errors[0].path", equalTo(List.of("_entities", 0, "createdDate")));
    }

    @Test
    void equalRepresentationsShareACall() {
        raw.answers(exchange -> {
            Thread.sleep(200);
            exchange.activity();
        });
        entities(activity("act_a"), activity("act_b"), activity("act_a"), activity("act_a")).body("errors", nullValue())
                .body("data._entities.id", equalTo(List.of("act_a", "act_b", "act_a", "act_a")));
        assertEquals(2, raw.seen().size());
    }

    @Test
    void twentyRepresentationsAreAllowedAndTwentyOneAreRefused() {
        entities(activities(20)).body("errors", nullValue()).body("data._entities.size()", equalTo(20));
        assertEquals(20, raw.seen().size());
        raw.heal();
        isTooComplex(entities(activities(21)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            // Used twice, or beside an activity: each use counts.
            "query($r: [_Any!]!) { a: _entities(representations: $r) { __typename } b: _entities(representations: $r) { __typename } }",
            "query($r: [_Any!]!) { ...F ...F a: _entities(representations: $r) { __typename } } "
                    + "fragment F on Query { b: _entities(representations: $r) { __typename } }",
            // A default that is used, since nothing is sent for $d.
            "query($d: [_Any!]! = [LIST], $r: [_Any!]!) { a: _entities(representations: $r) { __typename } "
                    + "b: _entities(representations: $d) { __typename } }",
            "{ _entities(representations: [LIST LIST]) { __typename } }" })
    void representationsCountHoweverTheyAreWritten(String query) {
        String list = "{__typename: \"Activity\", id: \"act_a\"} ".repeat(11);
        isTooComplex(ask(query.replace("LIST", list), Map.of("r", activities(11))));
    }

    @Test
    void aRepresentationThatIsNoListCountsAsOne() {
        StringBuilder document = new StringBuilder("{ ");
        for (int i = 0; i < 21; i++) {
            document.append("a" + i + ": _entities(representations: {__typename: \"Activity\", id: 1}) { __typename } ");
        }
        isTooComplex(ask(document.append("}").toString(), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"id\":\"act_a\"}", "{\"__typename\":\"Activity\"}",
            "{\"__typename\":\"Deal\",\"id\":\"act_a\"}", "{\"__typename\":7,\"id\":\"act_a\"}",
            "{\"__typename\":\"Activity\",\"id\":null}", "{\"__typename\":\"Activity\",\"id\":1.5}",
            "{\"__typename\":\"Activity\",\"id\":true}", "{\"__typename\":\"Activity\",\"id\":{\"a\":1}}",
            "{\"__typename\":\"Activity\",\"id\":[\"act_a\"]}", "{\"__typename\":\"Activity\",\"id\":\"..\"}", "\"act_a\"", "7",
            "[]" })
    void aBadRepresentationIsBadInputAtItsPlaceAndNothingIsSentForIt(String representation) {
        caller().header("Authorization", "Bearer " + KEY).body("{\"query\":\"" + ENTITIES
                + "\",\"variables\":{\"representations\":[{\"__typename\":\"Activity\",\"id\":\"act_good\"},"
                + representation + "]}}").post("/graphql").then().statusCode(200)
                .body("data._entities[0].id", equalTo("act_good")).body("data._entities[1]", nullValue())
                .body("errors.size()", equalTo(1)).body("errors[0].path", equalTo(List.of("_entities", 1)))
                .body("errors[0].extensions.code", equalTo("BAD_USER_INPUT"));
        assertEquals(1, raw.seen().size());
    }

    @ParameterizedTest
    @ValueSource(strings = { "null", "[null]" })
    void representationsThatAreNullAreBadVariables(String representations) {
        caller().header("Authorization", "Bearer " + KEY)
                .body("{\"query\":\"" + ENTITIES + "\",\"variables\":{\"representations\":" + representations + "}}")
                .post("/graphql").then().statusCode(200).body("errors[0].extensions.code", equalTo("BAD_USER_INPUT"));
        assertEquals(0, raw.seen().size());
    }

    @Test
    void withoutAKeyEachEntityIsUnauthenticatedAndNothingIsSent() {
        caller().body(Map.of("query", ENTITIES, "variables", Map.of("representations", activities(2)))).post("/graphql").then()
                .statusCode(200).body("data._entities", equalTo(Collections.nCopies(2, null)))
                .body("errors.extensions.code", equalTo(Collections.nCopies(2, "UNAUTHENTICATED")));
        assertEquals(0, raw.seen().size());
    }

    private void isTooComplex(ValidatableResponse answer) {
        answer.body("errors[0].extensions.code", equalTo("OPERATION_TOO_COMPLEX"));
        assertEquals(0, raw.seen().size());
    }

    private static Map<String, Object> activity(Object id) {
        return Map.of("__typename", "Activity", "id", id);
    }

    private static Object[] activities(int count) {
        return IntStream.range(0, count).mapToObj(i -> activity("act_" + i)).toArray();
    }

    private static ValidatableResponse entities(Object... representations) {
        return ask(ENTITIES, Map.of("representations", representations));
    }

    private static ValidatableResponse ask(String query, Map<String, Object> variables) {
        return caller().header("Authorization", "Bearer " + KEY).body(Map.of("query", query, "variables", variables))
                .post("/graphql").then().statusCode(200);
    }

    private static RequestSpecification caller() {
        return given().contentType("application/json");
    }
}
