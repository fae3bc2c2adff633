package com.leadlex.graphql.auth;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;
import static org.hamcrest.CoreMatchers.equalTo;

/** Where no caller needs a key, a page of another origin cannot spend this service's by an image or a link. */
@QuarkusTest
@TestProfile(ServerModeProfile.Anonymous.class)
class ForeignPagesTest {

    private static ValidatableResponse get(Map<String, String> headers) {
        RequestSpecification request = given().headers(headers).queryParam("query", "{ __typename }");
        return request.get("/graphql").then();
    }

    @ParameterizedTest
    @ValueSource(strings = { "cross-site", "same-site" })
    void aGetOfAForeignPageIsRefused(String from) {
        get(Map.of("Sec-Fetch-Site", from)).statusCode(403).body("errors[0].extensions.code", equalTo("BAD_REQUEST"))
                .header("Cache-Control", "no-store");
        get(Map.of("Sec-Fetch-Site", from, "Origin", "https://evil.example")).statusCode(403);
    }

    @Test
    void oneOfAListedOriginIsServed() {
        get(Map.of("Sec-Fetch-Site", "cross-site", "Origin", "https://app.example")).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "same-origin", "none" })
    void oneOfOurOwnPagesOrOfTheAddressBarIsServed(String from) {
        get(Map.of("Sec-Fetch-Site", from)).statusCode(200);
    }

    @Test
    void oneOfAProgramIsServed() {
        get(Map.of()).statusCode(200);
    }
}
