package com.leadlex.graphql.http;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import static com.leadlex.graphql.http.Ask.JSON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/** The id by which callers and operators speak of the same request. */
@QuarkusTest
class RequestIdTest {

    @Test
    void theCallersIdIsInTheHeaderAndInEachError() {
        Response response = ask("mine-7", "{ a: activity(id: \"act_error-404\") { id } b: activity(id: \"..\") { id } }");
        assertEquals("mine-7", response.header("X-Request-Id"));
        assertEquals(List.of("mine-7", "mine-7"), response.path("errors.extensions.requestId"));
    }

    @Test
    void oneThatIsMadeHereIsTheSameInBoth() {
        Response response = ask("not an id", "{ nothing");
        assertNotEquals("not an id", response.header("X-Request-Id"));
        assertEquals(response.header("X-Request-Id"), response.path("errors[0].extensions.requestId"));
    }

    private static Response ask(String requestId, String query) {
        return Ask.given().contentType(JSON).header("X-Request-Id", requestId).header("Authorization", "Bearer wbk_request_id")
                .body(Map.of("query", query)).post("/graphql");
    }
}
