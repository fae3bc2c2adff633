package com.leadlex.graphql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.leadlex.RawLeadlex;

import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What was packaged, set up as a closed service: its own key, its own documents, one known page. */
class ConfiguredServiceIT {

    private static final String PAGE = "https://page.example";
    private static RawLeadlex leadlex;
    private static PackagedProcess service;

    @BeforeAll
    static void start() throws Exception {
        leadlex = new RawLeadlex(0);
        service = PackagedProcess.start(
                List.of("-Dfacade.documents=trusted", "-Dfacade.introspection=false", "-Dfacade.graphiql.enabled=false",
                        "-Dfacade.auth.allow-anonymous=true", "-Dquarkus.http.cors.enabled=true",
                        "-Dquarkus.http.cors.origins=" + PAGE),
                Map.of("LEADLEX_URL", "http://127.0.0.1:" + leadlex.port(), "FACADE_AUTH_MODE", "server",
                        "LEADLEX_API_KEY", "wbk_of_the_server"));
        service.port();
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
        leadlex.close();
    }

    @Test
    void aTrustedDocumentRunsWithTheKeyOfTheServer() throws Exception {
        String text = Files.readString(Path.of("graphql/operations/Activity.graphql"));
        json().header("Authorization", "Bearer of-the-caller").body(Map.of("query", text, "variables", Map.of("id", "act_1")))
                .post("/graphql").then().statusCode(200).body("errors", nullValue()).body("data.activity.id", equalTo("act_1"));
        assertEquals("Bearer wbk_of_the_server", leadlex.seen().get(0).key());
    }

    @Test
    void anyOtherDocumentIsNotTrusted() throws Exception {
        for (String query : List.of("{ activity(id: \"act_2\") { id } }", "{ __schema { types { name } } }")) {
            json().body(Map.of("query", query)).post("/graphql").then()
                    .body("errors[0].extensions.code", equalTo("DOCUMENT_NOT_TRUSTED"));
        }
        assertEquals(0, leadlex.seen().stream().filter(it -> it.id().equals("act_2")).count());
    }

    @Test
    void thePageOfTheAllowListMayAskAndNoOther() throws Exception {
        given().port(service.port()).header("Origin", PAGE).header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,authorization").options("/graphql").then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", PAGE);
        json().header("Origin", "https://elsewhere.example").body("{}").post("/graphql").then()
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void graphiQLIsNotServed() throws Exception {
        given().port(service.port()).get("/graphiql").then().statusCode(404);
    }

    private static RequestSpecification json() throws Exception {
        return given().port(service.port()).contentType("application/json");
    }
}
