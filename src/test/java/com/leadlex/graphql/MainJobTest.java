package com.leadlex.graphql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.leadlex.RawLeadlex;
import com.leadlex.graphql.leadlex.RawLeadlexProfile;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** The main job from end to end, against a bare socket: what Leadlex sends comes out as it went in. */
@QuarkusTest
@TestProfile(RawLeadlexProfile.class)
class MainJobTest {

    private static final String ACTIVITY = "query Activity($id: ID!) { activity(id: $id) { id type title description metadata createdDate } }";

    private RawLeadlex raw;

    @BeforeEach
    void listen() {
        raw = new RawLeadlex(RawLeadlexProfile.port());
    }

    @AfterEach
    void close() {
        raw.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "12345678901234567890", "1.10", "1e400", "-0.0",
            "123456789012345678901234567890.123456789012345678901234567890",
            "{ \"z\": 1, \"a\": [ {\"b\": null} ] }", "[]", "true" })
    void metadataComesOutAsItWentIn(String json) {
        leadlexSends("\"metadata\":" + json);
        ask("act_1").body(containsString("\"metadata\":" + json + ",\"createdDate\""));
    }

    @ParameterizedTest
    @ValueSource(strings = { "2026-04-17T14:23:05+05:30", "2026-04-17T14:23:00Z", "2026-04-17T14:23:05.123456789Z" })
    void createdDateKeepsItsOffsetSecondsAndFraction(String date) {
        leadlexSends("\"created_date\":\"" + date + "\"");
        ask("act_1").body("data.activity.createdDate", equalTo(date));
    }

    @Test
    void aDateThatCannotBeReadNullsThatFieldAlone() {
        leadlexSends("\"created_date\":\"yesterday\",\"title\":\"T\"");
        ask("act_1").body("data.activity.title", equalTo("T")).body("data.activity.createdDate", nullValue())
                .body("errors[0].path", equalTo(List.of("activity", "createdDate")))
                .body("errors[0].extensions.code", equalTo("UPSTREAM_INVALID_RESPONSE"));
    }

    @Test
    void emojiAndAMegabyteOfDescriptionAndUnknownFieldsAreFine() {
        String description = "\uD83D\uDE00".repeat(250_000);
        leadlexSends("\"description\":\"" + description + "\",\"new_field\":{\"x\":[1]}");
        assertEquals(description, ask("act_1").extract().path("data.activity.description"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "..", ".", "", " ", "a/b", "a%2Fb", "?x", "#f", "a\r\nX: y", "a\u0000", "\uD800", "é" })
    void aBadIdIsRefusedAndNothingIsSent(String id) {
        ask(id).body("data.activity", nullValue()).body("errors[0].extensions.code", equalTo("BAD_USER_INPUT"));
        assertEquals(0, raw.seen().size());
    }

    @Test
    void anIdOf128CharactersIsAskedForAndOneOf129IsRefused() {
        raw.heal();
        ask("a".repeat(128)).body("data.activity.id", equalTo("a".repeat(128)));
        ask("a".repeat(129)).body("errors[0].extensions.code", equalTo("BAD_USER_INPUT"));
        assertEquals(1, raw.seen().size());
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"data\":{}}", "{\"data\":{\"activity\":null}}",
            "{\"data\":{\"activity\":{\"id\":\"other\",\"type\":\"call\"}}}",
            "{\"data\":{\"activity\":{\"id\":\"act_1\",\"ty", "<html></html>", "{\"data\":{\"activity\":{\"id\":\"act_1\"}}}" })
    void aSuccessWithoutAUsableActivityIsAnInvalidResponse(String body) {
        raw.answers(exchange -> exchange.body(200, body.getBytes(StandardCharsets.UTF_8)));
        ask("act_1").body("data.activity", nullValue()).body("errors[0].extensions.code", equalTo("UPSTREAM_INVALID_RESPONSE"))
                .body(not(containsString("localhost"))).body(not(containsString("wbk_"))).body(not(containsString("com.")));
    }

    static Stream<Path> operations() throws IOException {
        return Files.list(Path.of("graphql/operations"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void eachOperationOfTheRepositoryIsValidAndRuns(Path operation) throws IOException {
        raw.heal();
        given().header("Authorization", "Bearer wbk_operations").header("Accept", "application/graphql-response+json")
                .contentType("application/json").body(Map.of("query", Files.readString(operation)))
                .post("/graphql").then().statusCode(200);
    }

    private void leadlexSends(String fields) {
        raw.answers(
                exchange -> exchange.body(200, ("{\"data\":{\"activity\":{\"id\":\"act_1\",\"type\":\"call\"," + fields + "}}}")
                        .getBytes(StandardCharsets.UTF_8)));
    }

    private static ValidatableResponse ask(String id) {
        return given().header("Authorization", "Bearer wbk_main_job_" + System.nanoTime()).contentType("application/json")
                .body("{\"query\":\"" + ACTIVITY + "\",\"variables\":{\"id\":\"" + escaped(id) + "\"}}").post("/graphql").then()
                .statusCode(200);
    }

    private static String escaped(String id) {
        StringBuilder text = new StringBuilder();
        id.chars().forEach(c -> text.append(String.format("\\u%04x", c)));
        return text.toString();
    }
}
