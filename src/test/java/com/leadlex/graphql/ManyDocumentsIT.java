package com.leadlex.graphql;

import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.restassured.http.ContentType;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

/** Contract, section 6: what is kept between requests is bounded by the memory that it takes, whatever valid documents come. */
class ManyDocumentsIT {

    private static final int DOCUMENTS = Integer.getInteger("documents", 150);
    private static final int CHARACTERS = 24_000;

    @Test
    void aServiceOf64MebibytesSurvivesAnyMixOfValidDocuments() throws Exception {
        Random random = new Random(64);
        try (PackagedProcess service = PackagedProcess.start(List.of("-Xmx64m"), Map.of("LEADLEX_URL", "http://127.0.0.1:1"))) {
            int port = service.port();
            for (int i = 0; i < DOCUMENTS; i++) {
                given().port(port).contentType(ContentType.JSON).body(Map.of("query", document(random, i))).post("/graphql")
                        .then()
                        .statusCode(200).body("data.__typename", equalTo("Query"));
            }
            given().port(port).contentType(ContentType.JSON).body(Map.of("query", "{__typename}")).post("/graphql").then()
                    .statusCode(200).body("data.__typename", equalTo("Query"));
        }
    }

    /** Valid, dense, and another one each time. */
    private static String document(Random random, int number) {
        StringBuilder fields = new StringBuilder("query Q" + number + "{__typename ...F} fragment F on Query{");
        int names = 0;
        while (fields.length() < CHARACTERS - 2 && names++ < 1_900) {
            fields.append(random.nextBoolean() ? " __typename" : ",__typename");
        }
        return fields.append('}').toString();
    }
}
