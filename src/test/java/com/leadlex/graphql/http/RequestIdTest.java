package com.leadlex.graphql.http;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import static com.leadlex.graphql.http.Ask.JSON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
    void aGeneratedIdIsTheSameInHeaderAndErrors() {
        Response response = ask("not an id", "{ nothing");
        assertNotEquals("not an id", response.header("X-Request-Id"));
        assertEquals(response.header("X-Request-Id"), response.path("errors[0].extensions.requestId"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "wbk_request_id", "a-wbk_request_id-b", "request_id", "wbk_of_somebody_else", "wbk_request",
            "WBK_REQUEST_ID", "Request_Id" })
    void aRequestIdThatIsAKeyIsReplaced(String id) {
        Response response = ask(id, "{ __typename }");
        assertFalse(response.header("X-Request-Id").contains(id));
    }

    @ParameterizedTest
    @ValueSource(strings = { "opaque-token_of/any+shape==", "OPAQUE-token_of/any+SHAPE==", "shape==", "x" })
    void aRequestIdThatIsTheTokenOrAPartOfItIsReplaced(String id) {
        String token = id.length() < 2 ? id : "opaque-token_of/any+shape==";
        String echoed = Ask.given().contentType(JSON).header("X-Request-Id", id).header("Authorization", "bearer  " + token)
                .body(Map.of("query", "{ __typename }")).post("/graphql").header("X-Request-Id");
        assertEquals(id.equals("shape=="), echoed.equals(id), "7 characters may be there by chance");
    }

    private static Response ask(String requestId, String query) {
        return Ask.given().contentType(JSON).header("X-Request-Id", requestId).header("Authorization", "Bearer wbk_request_id")
                .body(Map.of("query", query)).post("/graphql");
    }
}
