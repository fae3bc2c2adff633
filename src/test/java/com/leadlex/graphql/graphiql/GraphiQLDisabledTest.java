package com.leadlex.graphql.graphiql;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.OtherSettings;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;

@QuarkusTest
@TestProfile(OtherSettings.class)
class GraphiQLDisabledTest {

    @Test
    void aDisabledGraphiQLIs404() {
        when().get("/graphiql").then().statusCode(404);
    }

    @Test
    void doesNotRedirectBrowsers() {
        given().redirects().follow(false).header("Accept", "text/html").get("/").then().statusCode(404);
        given().redirects().follow(false).header("Accept", "text/html,*/*;q=0.8").get("/graphql").then().statusCode(422);
        given().redirects().follow(false).header("Accept", "text/html").get("/graphql").then().statusCode(406);
    }
}
