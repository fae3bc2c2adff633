package com.leadlex.graphql.graphiql;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;

@QuarkusTest
@TestProfile(GraphiQLDisabledTest.Disabled.class)
class GraphiQLDisabledTest {

    public static class Disabled implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("facade.graphiql.enabled", "false");
        }
    }

    @Test
    void aDisabledGraphiQLIs404() {
        when().get("/graphiql").then().statusCode(404);
    }

    @Test
    void noBrowserIsLedToIt() {
        given().redirects().follow(false).header("Accept", "text/html").get("/").then().statusCode(404);
        given().redirects().follow(false).header("Accept", "text/html,*/*;q=0.8").get("/graphql").then().statusCode(400);
        given().redirects().follow(false).header("Accept", "text/html").get("/graphql").then().statusCode(406);
    }
}
