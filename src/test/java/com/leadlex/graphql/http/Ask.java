package com.leadlex.graphql.http;

import java.util.Map;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Requests as the tests of this room send them. */
final class Ask {

    static final String JSON = "application/json";
    static final String GRAPHQL_RESPONSE = "application/graphql-response+json";

    private static final RestAssuredConfig AS_GIVEN = RestAssured.config().encoderConfig(EncoderConfig.encoderConfig()
            .appendDefaultContentCharsetToContentTypeIfUndefined(false)
            .encodeContentTypeAs("multipart/form-data", ContentType.TEXT)
            .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.TEXT));

    private Ask() {
    }

    static RequestSpecification given() {
        return RestAssured.given().config(AS_GIVEN);
    }

    static ValidatableResponse post(String accept, Object body) {
        RequestSpecification request = given().contentType(JSON);
        if (accept != null) {
            request.accept(accept);
        }
        return request.body(body).post("/graphql").then();
    }

    static ValidatableResponse post(Object body) {
        return post(JSON, body);
    }

    static ValidatableResponse query(String query) {
        return post(Map.of("query", query));
    }

    static ValidatableResponse get(String accept, Map<String, String> parameters) {
        return given().accept(accept).queryParams(parameters).get("/graphql").then();
    }
}
