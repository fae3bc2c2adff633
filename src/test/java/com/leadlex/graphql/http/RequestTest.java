package com.leadlex.graphql.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

import static com.leadlex.graphql.http.Ask.JSON;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.equalTo;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.notNullValue;
import static org.hamcrest.CoreMatchers.nullValue;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** How requests are read and refused. */
@QuarkusTest
class RequestTest {

    private static final String BODY = "{\"query\":\"{ __typename }\"}";

    @ParameterizedTest
    @ValueSource(strings = { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
            "application/xml", "text/json",
            "application/graphql", "application/json; charset=utf-16", "application/json; charset=bogus", "application/jsonx",
            ";" })
    void postAcceptsOnlyJson(String contentType) {
        Ask.given().header("Content-Type", contentType).body(BODY.getBytes(StandardCharsets.UTF_8)).post("/graphql").then()
                .statusCode(415).body("errors[0].extensions.code", equalTo("BAD_REQUEST")).body("data", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = { "application/json; charset=UTF-8", "Application/JSON", "application/json;charset=\"utf-8\"" })
    void everySpellingOfJsonInUtf8IsAccepted(String contentType) {
        Ask.given().header("Content-Type", contentType).body(BODY.getBytes(StandardCharsets.UTF_8)).post("/graphql").then()
                .statusCode(200);
    }

    @Test
    void compressedBodiesAreRefused() {
        Ask.given().contentType(JSON).header("Content-Encoding", "gzip").body(BODY).post("/graphql").then().statusCode(415);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "null", "\"x\"", "{", "{\"query\":\"{__typename}\"} {}", "{\"query\":\"{__typename}\",}",
            "{\"query\":null}", "{\"query\":\"{__typename}\",\"query\":\"{__typename}\"}",
            "{\"query\":\"{__typename}\",\"variables\":{\"a\":1,\"a\":2}}" })
    void malformedBodiesAre400(String body) {
        Ask.given().contentType(JSON).body(body.getBytes(StandardCharsets.UTF_8)).post("/graphql").then()
                .statusCode(400).body("errors[0].extensions.code", equalTo("BAD_REQUEST"))
                .body("errors[0].extensions.requestId", notNullValue());
    }

    @Test
    void otherEncodingsThanUtf8Are400() {
        Ask.given().contentType(JSON).body("{\"query\":\"{ __typename #ü }\"}".getBytes(StandardCharsets.ISO_8859_1))
                .post("/graphql").then()
                .statusCode(400);
        Ask.given().contentType(JSON).body(BODY.getBytes(StandardCharsets.UTF_16LE)).post("/graphql").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "\n" })
    void anEmptyDocumentDoesNotParse(String document) {
        Ask.query(document).statusCode(400).body("errors[0].extensions.code", equalTo("GRAPHQL_PARSE_FAILED"));
        Ask.get(JSON, Map.of("query", document)).statusCode(400).body("errors[0].extensions.code",
                equalTo("GRAPHQL_PARSE_FAILED"));
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        Ask.given().contentType(JSON).body(("\uFEFF" + BODY).getBytes(StandardCharsets.UTF_8)).post("/graphql").then()
                .statusCode(200).body("data.__typename", equalTo("Query"));
        for (String body : List.of("\uFEFF", "\uFEFF\uFEFF" + BODY, " \uFEFF" + BODY)) {
            Ask.given().contentType(JSON).body(body.getBytes(StandardCharsets.UTF_8)).post("/graphql").then().statusCode(400);
        }
    }

    @Test
    void batchesAreRefused() {
        Ask.post(List.of(Map.of("query", "{ __typename }"))).statusCode(400).body("errors[0].message",
                containsString("Batches"));
    }

    @Test
    void unknownParametersAreIgnored() {
        Ask.post(Map.of("query", "{ __typename }", "id", Map.of("deep", List.of(1)))).statusCode(200).body("data.__typename",
                equalTo("Query"));
    }

    @Test
    void aHashInTheDocumentIsAComment() {
        Ask.query("{ __typename # a comment\n }").statusCode(200).body("data.__typename", equalTo("Query"));
    }

    @Test
    void errorsOfTheDocumentHaveLocations() {
        Ask.query("{\n  nothing }").statusCode(200).body("errors[0].locations[0].line", equalTo(2))
                .body("errors[0].locations[0].column", equalTo(3))
                .body("errors[0].extensions.code", equalTo("GRAPHQL_VALIDATION_FAILED"))
                .body("containsKey('data')", equalTo(false));
    }

    @Test
    void getDecodesOnceAndRunsTheNamedOperation() {
        String two = "query A { a: __typename } query B { b: __typename }";
        Ask.given().urlEncodingEnabled(false)
                .get("/graphql?query=query+A+%7B+a%3A+__typename+%7D+query%20B%20%7Bb%3A__typename%7D&operationName=B")
                .then().statusCode(200).body("data.b", equalTo("Query"));
        Ask.get("*/*", Map.of("query", two)).statusCode(200).body("errors[0].extensions.code",
                equalTo("OPERATION_RESOLUTION_FAILURE"));
        Ask.get("*/*",
                Map.of("query", "query T($n: String!) { __type(name: $n) { name } }", "variables", "{\"n\":\"%41 + Query\"}"))
                .statusCode(200).body("data.__type", nullValue()).body("errors", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = { "operationName=A", "query=%7B__typename%7D&query=%7B__typename%7D",
            "query=%7B__typename%7D&variables=%5B%5D",
            "query=%7B__typename%7D&variables=1", "query=%7B__typename%7D&extensions=%7B", "query=%FF", "query=%E0%80%80" })
    void malformedUrlsAre400(String query) {
        Ask.given().urlEncodingEnabled(false).get("/graphql?" + query).then().statusCode(400).body("errors[0].extensions.code",
                equalTo("BAD_REQUEST"));
    }

    @Test
    void getRunsQueriesOnly() {
        Ask.get(JSON, Map.of("query", "mutation { __typename }")).statusCode(405).header("Allow", "POST").body("data",
                nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = { "PUT", "DELETE", "PATCH", "HEAD", "TRACE" })
    void otherMethodsAre405(String method) {
        Ask.given().request(method, "/graphql").then().statusCode(405).header("Allow", "GET, POST, QUERY")
                .header("Accept-Query", "application/json").header("Cache-Control",
                        "no-store");
    }

    @Test
    void optionsListsTheMethods() {
        Ask.given().options("/graphql").then().statusCode(200).header("Allow", "GET, POST, QUERY")
                .header("Accept-Query", "application/json")
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/html", "application/xml", "application/json;q=0", "application/json;charset=utf-16" })
    void otherMediaTypesAre406(String accept) {
        Ask.post(accept, Map.of("query", "{ __typename }")).statusCode(406)
                .header("Content-Type", "application/json; charset=utf-8")
                .body("errors[0].message", containsString("Accept"));
    }

    @Test
    void everyAnswerIsNotStoredNotSniffedAndHasARequestId() {
        for (var response : List.of(Ask.query("{ __typename }"), Ask.query("{"), Ask.post("x/y", Map.of()),
                Ask.given().get("/graphql/x").then(),
                Ask.given().get("/graphql/schema.graphql").then(), Ask.given().delete("/graphql").then())) {
            response.header("Cache-Control", "no-store").header("X-Content-Type-Options", "nosniff").header("X-Request-Id",
                    matchesPattern("[0-9a-f]{32}"));
        }
    }

    @Test
    void aUsableRequestIdIsEchoed() {
        Ask.given().contentType(JSON).header("X-Request-Id", "a-B_9.~:+/=").body(BODY).post("/graphql").then()
                .header("X-Request-Id", "a-B_9.~:+/=");
        Ask.given().contentType(JSON).header("X-Request-Id", "no spaces").body(BODY).post("/graphql").then()
                .header("X-Request-Id", matchesPattern("[0-9a-f]{32}"));
        Ask.given().contentType(JSON).header("X-Request-Id", "x".repeat(129)).body(BODY).post("/graphql").then()
                .header("X-Request-Id", matchesPattern("[0-9a-f]{32}"));
    }

    @Test
    void theServedSchemaIsTheCommittedOne() throws IOException {
        assertEquals(Files.readString(Path.of("graphql/schema.graphql")),
                Ask.given().get("/graphql/schema.graphql").then().statusCode(200).extract().asString());
        Ask.given().head("/graphql/schema.graphql").then().statusCode(200).contentType("text/plain").body(emptyString());
        Ask.given().post("/graphql/schema.graphql").then().statusCode(405).header("Allow", "GET, HEAD");
    }

    @Test
    void nothingOfSmallRyeIsLeft() {
        Ask.given().get("/graphql/other").then().statusCode(404);
        Ask.given().header("Connection", "Upgrade").header("Upgrade", "websocket").header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                .header("Sec-WebSocket-Protocol", "graphql-transport-ws").get("/graphql").then()
                .statusCode(not(equalTo(101)));
    }

    @Test
    void anActivityIsAnswered() {
        Ask.given().contentType(JSON).header("Authorization", "bearer wbk_test")
                .body(Map.of("query", "{ activity(id: \"act_call\") { id type } }"))
                .post("/graphql").then().statusCode(200).body("data.activity.id", equalTo("act_call"))
                .body("errors", nullValue());
    }

    @Test
    void withoutAKeyTheFieldFailsAndTheRestAnswers() {
        Ask.query("{ __typename activity(id: \"act_call\") { id } }").statusCode(200).body("data.__typename", equalTo("Query"))
                .body("errors[0].extensions.code", equalTo("UNAUTHENTICATED"))
                .body("errors[0].path", equalTo(List.of("activity")));
    }
}
