package com.leadlex.graphql.http;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.LogLines;
import com.leadlex.graphql.OtherSettings;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** {@code quarkus.http.cors.*}: the allow-list of Quarkus holds for our route. */
@QuarkusTest
@TestProfile(OtherSettings.class)
class CorsTest {

    @Test
    void aListedOriginIsServed() {
        Ask.given().header("Origin", "https://app.example").header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,authorization").options("/graphql").then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "https://app.example")
                .header("Access-Control-Allow-Methods", containsString("POST"))
                .header("Access-Control-Allow-Headers", containsString("authorization")).header("Cache-Control", "no-store");
        Ask.given().header("Origin", "https://app.example").contentType(Ask.JSON).body("{\"query\":\"{ __typename }\"}")
                .post("/graphql").then()
                .statusCode(200).header("Access-Control-Allow-Origin", "https://app.example").header("Vary", "Origin");
    }

    @Test
    void aListedOriginIsServedByQuery() {
        Ask.given().header("Origin", "https://app.example").header("Access-Control-Request-Method", "QUERY")
                .header("Access-Control-Request-Headers", "content-type,authorization").options("/graphql").then()
                .statusCode(200).header("Access-Control-Allow-Origin", "https://app.example")
                .header("Access-Control-Allow-Methods", containsString("QUERY")).header("Cache-Control", "no-store");
        Ask.given().header("Origin", "https://app.example").contentType(Ask.JSON).body("{\"query\":\"{ __typename }\"}")
                .request("QUERY", "/graphql").then()
                .statusCode(200).header("Access-Control-Allow-Origin", "https://app.example");
    }

    @Test
    void anUnlistedOriginIsRefused() {
        Ask.given().header("Origin", "https://evil.example").contentType(Ask.JSON).body("{\"query\":\"{ __typename }\"}")
                .post("/graphql").then()
                .statusCode(403).header("Access-Control-Allow-Origin", nullValue()).header("Cache-Control", "no-store");
    }

    @Test
    void aPageOfTheServiceItselfIsServed() {
        Ask.given().header("Origin", "http://localhost:" + RestAssured.port).contentType(Ask.JSON)
                .body("{\"query\":\"{ __typename }\"}").post("/graphql").then().statusCode(200);
    }

    @Test
    void aRefusalIsLoggedAndCounted() throws Exception {
        try (LogLines log = new LogLines("com.leadlex.graphql.operations")) {
            anUnlistedOriginIsRefused();
            assertEquals("403", log.facts().get("status"));
        }
        Ask.given().get("/q/metrics").then().body(containsString("facade_responses_total{status=\"403\"}"));
    }

    @Test
    void aCallerWithoutOriginIsServed() {
        Ask.query("{ __typename }").statusCode(200);
    }
}
