package com.leadlex.graphql.auth;

import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import com.leadlex.graphql.leadlex.RawLeadlex;
import com.leadlex.graphql.leadlex.RawLeadlexProfile;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** While nobody can tell whether a token is good it is not; the service comes back by itself when the issuer does. */
@QuarkusTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestProfile(IssuerDownTest.Profile.class)
class IssuerDownTest {

    /** One of its own, since the keys of the issuer are kept once they were had. */
    public static class Profile extends ServerModeProfile {
    }

    @Test
    @Order(1)
    void withoutTheIssuersKeysATokenProvesNothingAndWithThemItDoes() throws Exception {
        try (RawLeadlex raw = new RawLeadlex(RawLeadlexProfile.port());
                Issuer issuer = new Issuer(ServerModeProfile.issuerPort(), true)) {
            String token = Issuer.signed(Issuer.claims());
            ask(token).body("errors[0].extensions.code", equalTo("UNAUTHENTICATED"));
            assertEquals(0, raw.seen().size(), "calls");
            given().get("/q/health/ready").then().statusCode(200);

            issuer.down(false);
            await(issuer);
            ask(token).body("data.activity.id", equalTo("act_1"));
        }
    }

    @Test
    @Order(2)
    void keysThatAreKnownOutliveTheIssuerAndStrangersNeitherSteerNorHoldUp() throws Exception {
        try (RawLeadlex raw = new RawLeadlex(RawLeadlexProfile.port());
                Issuer issuer = new Issuer(ServerModeProfile.issuerPort())) {
            await(issuer);
            KeyPair next = Issuer.keys();
            issuer.down(true);
            await(issuer);
            ask(Issuer.signed(Issuer.claims())).body("data.activity.id", equalTo("act_1"));

            issuer.publish("key-2", next);
            issuer.down(false);
            await(issuer);
            ask(Issuer.claims().jws().keyId("key-2").sign(next.getPrivate())).body("data.activity.id", equalTo("act_1"));

            int hung = issuer.fetches();
            issuer.hanging();
            for (int i = 0; i < 200 && issuer.fetches() == hung; i++) {
                Thread.sleep(20);
            }
            List<CompletableFuture<Void>> strangers = IntStream.range(0, 50).mapToObj(i -> CompletableFuture.runAsync(
                    () -> ask(Issuer.claims().jws().keyId("stranger-" + i).sign(next.getPrivate()))
                            .body("errors[0].extensions.code", equalTo("UNAUTHENTICATED")),
                    task -> new Thread(task).start())).toList();
            long start = System.nanoTime();
            ask(Issuer.claims().jws().keyId("key-2").sign(next.getPrivate())).body("data.activity.id", equalTo("act_1"));
            assertTrue(System.nanoTime() - start < 2_000_000_000L, "held up");
            strangers.forEach(CompletableFuture::join);
            // 5 s for one that hangs, and a pause after it.
            assertTrue(issuer.fetches() - hung <= 4, "fetches: " + (issuer.fetches() - hung));
        }
    }

    /** Until the JWKS as it is now was fetched. */
    private static void await(Issuer issuer) throws InterruptedException {
        int before = issuer.fetches();
        for (int i = 0; i < 200 && issuer.fetches() < before + 2; i++) {
            Thread.sleep(50);
        }
        assertTrue(issuer.fetches() >= before + 2, "the JWKS was not fetched");
    }

    private static ValidatableResponse ask(String token) {
        return given().contentType("application/json").header("Authorization", "Bearer " + token)
                .body(Map.of("query", "{ activity(id: \"act_1\") { id } }")).post("/graphql").then().statusCode(200);
    }
}
