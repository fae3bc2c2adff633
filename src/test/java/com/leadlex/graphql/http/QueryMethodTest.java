package com.leadlex.graphql.http;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import static com.leadlex.graphql.http.Ask.JSON;
import static org.hamcrest.CoreMatchers.equalTo;
import static org.hamcrest.CoreMatchers.nullValue;

/** {@code QUERY} (RFC 10008) works as POST does, queries only, with {@code Accept-Query: application/json}. */
@QuarkusTest
class QueryMethodTest {

    private static ValidatableResponse query(Object body) {
        return Ask.given().header("Authorization", "Bearer wbk_query").contentType(JSON).body(body).request("QUERY", "/graphql")
                .then()
                .header("Accept-Query", "application/json").header("Cache-Control", "no-store");
    }

    @Test
    void aQueryIsAnsweredAsByPost() {
        query(Map.of("query", "query A($id: ID!) { activity(id: $id) { id } }", "variables", Map.of("id", "act_call")))
                .statusCode(200).header("Content-Type", "application/json; charset=utf-8")
                .body("data.activity.id", equalTo("act_call"));
        query("nonsense").statusCode(400);
        query("{}").statusCode(400);
        query("x".repeat(300_000)).statusCode(413);
    }

    @Test
    void aMutationIsRefused() {
        query(Map.of("query", "mutation { __typename }")).statusCode(422)
                .body("errors[0].extensions.code", equalTo("BAD_REQUEST")).body("data", nullValue());
    }

    @Test
    void anotherContentTypeOrNoneIs415() {
        for (String contentType : List.of("application/graphql", "text/plain", "application/sql")) {
            Ask.given().header("Content-Type", contentType).body("{ __typename }".getBytes()).request("QUERY", "/graphql")
                    .then()
                    .statusCode(415).header("Accept-Query", "application/json");
        }
        Ask.given().noContentType().body("{}".getBytes()).request("QUERY", "/graphql").then().statusCode(415)
                .header("Accept-Query", "application/json");
    }
}
