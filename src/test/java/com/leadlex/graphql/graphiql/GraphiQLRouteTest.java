package com.leadlex.graphql.graphiql;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import io.restassured.response.ValidatableResponse;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

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
        for (String name : GraphiQLRoute.BUNDLED_FILES) {
            for (String encoding : new String[] { "gzip", "identity" }) {
                given().header("Accept-Encoding", encoding).when().get("/graphiql/" + name).then().statusCode(200)
                        .header("Cache-Control", containsString("immutable"))
                        .header("X-Content-Type-Options", "nosniff");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({ "gzip, gzip", "identity,", "gzip;q=0," })
    void aFileIsInGzipForClientsThatAcceptIt(String accepted, String coding) {
        String file = GraphiQLRoute.BUNDLED_FILES.iterator().next();
        given().config(RestAssured.config().decoderConfig(DecoderConfig.decoderConfig().noContentDecoders()))
                .header("Accept-Encoding", accepted).when().get("/graphiql/" + file).then().statusCode(200)
                .header("Content-Encoding", equalTo(coding));
    }

    @Test
    void anUnknownFileIs404() {
        when().get("/graphiql/other.js").then().statusCode(404);
        when().get("/graphiql/%2e%2e%2fapplication.properties").then().statusCode(404);
    }

    private static final String CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    private static ValidatableResponse open(String path, String accept) {
        return given().redirects().follow(false).header("Accept", accept).get(path).then();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/graphql", "/graphql?variables=%7B%7D", "/?utm_source=x" })
    void redirectsBrowsersToGraphiQL(String path) {
        open(path, CHROME).statusCode(303).header("Location", "/graphiql").header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff").header("X-Request-Id", notNullValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "/graphql?query=%7B__typename%7D | 200", "/graphql?query= | 400",
            "/graphql?a=b&query=%7B__typename%7D | 200", "/graphql?documentId=sha256:x | 200",
            "/graphql?extensions=%7B%7D | 400" })
    void answersGraphQLRequestsOfBrowsers(String path, int status) {
        given().urlEncodingEnabled(false).redirects().follow(false).header("Accept", CHROME).get(path).then()
                .statusCode(status);
    }

    @ParameterizedTest
    @ValueSource(strings = { "*/*", "application/json", "application/graphql-response+json", "application/json, text/html",
            "application/json, text/html;q=0.9", "text/html;q=0, */*", ";", "text/plain" })
    void doesNotRedirectOtherClients(String accept) {
        open("/graphql", accept).statusCode(not(equalTo(303)));
        open("/", accept).statusCode(404);
    }

    @Test
    void doesNotRedirectOtherMethods() {
        given().header("Accept", CHROME).contentType("application/json").body("{\"query\":\"{__typename}\"}").post("/graphql")
                .then().statusCode(200);
        given().header("Accept", CHROME).head("/graphql").then().statusCode(405).header("Allow", "GET, POST, QUERY");
    }
}
