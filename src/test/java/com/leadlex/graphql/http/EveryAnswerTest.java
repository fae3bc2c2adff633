package com.leadlex.graphql.http;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.Headers;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Every answer is not to be stored, its type is not to be guessed, and it names its request: those beside /graphql, too. */
@QuarkusTest
class EveryAnswerTest {

    @ParameterizedTest
    @ValueSource(strings = { "/nothing", "/nothing/at/all", "/graphiql", "/graphiql/nothing", "/graphql/nothing",
            "/graphql/schema.graphql", "/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics",
            "/q/nothing", "/graphqlx", "/graphql;x=y", "/graphql%00", "/graphql/", "/graphiqlx", "/;", "//graphql" })
    void hasTheHeadersOfAllAnswers(String path) {
        Headers headers = RestAssured.given().urlEncodingEnabled(false).header("X-Request-Id", "one-of-mine").get(path)
                .headers();
        assertEquals(List.of("no-store"), headers.getValues("Cache-Control"));
        assertEquals(List.of("nosniff"), headers.getValues("X-Content-Type-Options"));
        assertEquals(List.of("one-of-mine"), headers.getValues("X-Request-Id"));
    }
}
