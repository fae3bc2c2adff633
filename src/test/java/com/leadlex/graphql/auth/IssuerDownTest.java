package com.leadlex.graphql.auth;

import java.util.Map;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.leadlex.RawLeadlex;
import com.leadlex.graphql.leadlex.RawLeadlexProfile;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** While nobody can tell whether a token is good it is not; the service comes back by itself when the issuer does. */
@QuarkusTest
@TestProfile(IssuerDownTest.Profile.class)
class IssuerDownTest {

    /** One of its own, since the keys of the issuer are kept once they were had. */
    public static class Profile extends ServerModeProfile {
    }

    @Test
    void withoutTheIssuersKeysATokenProvesNothingAndWithThemItDoes() {
        try (RawLeadlex raw = new RawLeadlex(RawLeadlexProfile.port());
                Issuer issuer = new Issuer(ServerModeProfile.issuerPort())) {
            String token = Issuer.signed(Issuer.claims());
            issuer.down(true);
            ask(token).body("errors[0].extensions.code", equalTo("UNAUTHENTICATED"));
            assertEquals(0, raw.seen().size(), "calls");
            given().get("/q/health/ready").then().statusCode(200);

            issuer.down(false);
            ask(token).body("data.activity.id", equalTo("act_1"));
        }
    }

    private static ValidatableResponse ask(String token) {
        return given().contentType("application/json").header("Authorization", "Bearer " + token)
                .body(Map.of("query", "{ activity(id: \"act_1\") { id } }")).post("/graphql").then().statusCode(200);
    }
}
