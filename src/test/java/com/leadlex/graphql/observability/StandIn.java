package com.leadlex.graphql.observability;

import java.util.Map;

import org.eclipse.microprofile.config.ConfigProvider;

import static io.restassured.RestAssured.given;

/** What the Leadlex stand-in saw. */
final class StandIn {

    private StandIn() {
    }

    /** Another activity, which it takes its time to answer with. */
    static void answersLate(String id, int millis) {
        given().contentType("application/json").body(Map.of("request",
                Map.of("method", "GET", "urlPath", "/v1/activities/" + id), "response",
                Map.of("fixedDelayMilliseconds", millis, "headers", Map.of("Content-Type", "application/json"), "jsonBody",
                        Map.of("data", Map.of("activity", Map.of("id", id, "type", "call"))))))
                .post(admin("mappings")).then().statusCode(201);
    }

    /** @param pattern WireMock's request pattern, with single quotes */
    static int count(String pattern) {
        return given().contentType("application/json").body(pattern.replace('\'', '"'))
                .post(admin("requests/count")).then().statusCode(200).extract().path("count");
    }

    private static String admin(String path) {
        return "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.wiremock.devservices.port", String.class)
                + "/__admin/" + path;
    }
}
