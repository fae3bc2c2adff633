package com.leadlex.graphql.graphiql;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

@QuarkusTest
class GraphiQLRouteTest {

    @Test
    void thePageHasItsOwnPolicyAndFramingHeadersAndIsNotStored() {
        for (String path : new String[] { "/graphiql", "/graphiql/" }) {
            when().get(path).then().statusCode(200)
                    .contentType("text/html; charset=utf-8")
                    .header("Content-Security-Policy", containsString("default-src 'none'; script-src 'self';"))
                    .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                    .header("Content-Security-Policy", not(containsString("unsafe-eval")))
                    .header("X-Frame-Options", "DENY")
                    .header("Referrer-Policy", "no-referrer")
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Cache-Control", "no-store")
                    .body(containsString("query Activity("));
        }
    }

    @Test
    void assetsAreCachedForGoodAndReadableWithAndWithoutGzip() {
        for (String name : GraphiQLAssets.NAMES) {
            for (String encoding : new String[] { "gzip", "identity" }) {
                given().header("Accept-Encoding", encoding).when().get("/graphiql/" + name).then().statusCode(200)
                        .header("Cache-Control", containsString("immutable"))
                        .header("X-Content-Type-Options", "nosniff");
            }
        }
    }

    @Test
    void anUnknownFileIs404() {
        when().get("/graphiql/other.js").then().statusCode(404);
        when().get("/graphiql/%2e%2e%2fapplication.properties").then().statusCode(404);
    }
}
