package com.leadlex.graphql.auth;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.leadlex.RawLeadlex;
import com.leadlex.graphql.leadlex.RawLeadlexProfile;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** With allow-anonymous the platform in front decides who may call: whatever a caller sends is neither needed nor passed on. */
@QuarkusTest
@TestProfile(ServerModeProfile.Anonymous.class)
class AnonymousServerModeTest {

    @ParameterizedTest
    @ValueSource(strings = { "", "Bearer wbk_callers_own", "Bearer a.b.c", "Basic dXNlcjpwYXNz" })
    void leadlexIsCalledWithTheServersKey(String authorization) {
        try (RawLeadlex raw = new RawLeadlex(RawLeadlexProfile.port())) {
            RequestSpecification request = given().contentType("application/json");
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            request.body(Map.of("query", "{ activity(id: \"act_1\") { id } }")).post("/graphql").then().statusCode(200)
                    .body("data.activity.id", equalTo("act_1"));
            assertEquals("Bearer " + ServerModeProfile.KEY, raw.seen().get(0).headers().get("authorization"));
        }
    }
}
