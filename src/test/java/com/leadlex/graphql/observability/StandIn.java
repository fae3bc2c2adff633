package com.leadlex.graphql.observability;

import org.eclipse.microprofile.config.ConfigProvider;

import static io.restassured.RestAssured.given;

/** What the Leadlex stand-in saw. */
final class StandIn {

    private StandIn() {
    }

    /** @param pattern WireMock's request pattern, with single quotes */
    static int count(String pattern) {
        return given().contentType("application/json").body(pattern.replace('\'', '"'))
                .post("http://localhost:"
                        + ConfigProvider.getConfig().getValue("quarkus.wiremock.devservices.port", String.class)
                        + "/__admin/requests/count")
                .then().statusCode(200).extract().path("count");
    }
}
