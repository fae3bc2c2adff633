package com.leadlex.graphql.auth;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.LogLines;
import com.leadlex.graphql.leadlex.RawLeadlex;
import com.leadlex.graphql.leadlex.RawLeadlexProfile;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** In mode server a caller proves itself with a JWT, and Leadlex sees the server's key and never the JWT. */
@QuarkusTest
@TestProfile(ServerModeProfile.class)
class ServerModeTest {

    private RawLeadlex raw;
    private Issuer issuer;

    @BeforeEach
    void listen() {
        raw = new RawLeadlex(RawLeadlexProfile.port());
        issuer = new Issuer(ServerModeProfile.issuerPort());
    }

    @AfterEach
    void close() {
        raw.close();
        issuer.close();
    }

    @Test
    void aValidTokenHasLeadlexCalledWithTheServersKeyAndNeverTheToken() {
        String token = Issuer.signed(Issuer.claims());
        for (int i = 1; i <= 3; i++) {
            ask("Bearer " + token).body("data.activity.id", equalTo("act_1")).body("errors", nullValue());
            assertEquals(i, raw.seen().size());
            assertEquals("Bearer " + ServerModeProfile.KEY, raw.seen().get(i - 1).headers().get("authorization"));
            assertFalse(raw.seen().get(i - 1).headers().toString().contains(token));
        }
    }

    @Test
    void theSchemeIsCaseInsensitive() {
        ask("bEARER " + Issuer.signed(Issuer.claims())).body("data.activity.id", equalTo("act_1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void withoutAValidTokenNothingIsSent(String what, String authorization) {
        // Twice: nothing of the first verdict must help the second.
        for (int i = 0; i < 2; i++) {
            ask(authorization).body("data.activity", nullValue())
                    .body("errors[0].extensions.code", equalTo("UNAUTHENTICATED"))
                    .body("errors[0].extensions.retryable", equalTo(false))
                    .body("errors[0].path[0]", equalTo("activity"))
                    .body(not(containsString("jose4j"))).body(not(containsString(ServerModeProfile.KEY)));
        }
        assertEquals(0, raw.seen().size(), "calls");
    }

    /** Forgeries; {@link JwtProofTest} has the other reasons of a refusal. */
    static Stream<Arguments> withoutAValidTokenNothingIsSent() {
        String good = Issuer.signed(Issuer.claims());
        Instant past = Instant.now().minusSeconds(600);
        return Stream.of(
                arguments("no header", null),
                arguments("another scheme", "Basic " + good),
                arguments("expired", bearer(Issuer.signed(Issuer.claims().issuedAt(past).expiresAt(past.plusSeconds(60))))),
                arguments("another signature", bearer(Issuer.signed(Issuer.claims(), Issuer.keys()))),
                arguments("no signature", bearer(good.substring(0, good.lastIndexOf('.') + 1))),
                arguments("another payload", bearer(good.replaceFirst("\\..", ".f"))),
                arguments("alg none", bearer(Issuer.base64("{\"alg\":\"none\"}") + "." + good.split("\\.")[1] + ".")),
                arguments("the public key as a shared secret", bearer(Issuer.claims().jws().keyId("key-1")
                        .sign(new SecretKeySpec(Issuer.publicKey(), "HmacSHA256")))),
                arguments("a Leadlex key", bearer("wbk_callers_own")));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = { "issuer", "malformed" })
    void theLogSaysWhyATokenWasRefusedWithoutTheToken(String reason) throws Exception {
        String token = reason.equals("issuer") ? Issuer.signed(Issuer.claims().issuer(Issuer.NAME + "/")) : "secret.token.text";
        try (LogLines log = new LogLines("com.leadlex.graphql.operations")) {
            ask(bearer(token)).body("errors[0].extensions.code", equalTo("UNAUTHENTICATED"));
            assertEquals(reason, log.facts().get("authReason"));
            assertFalse(log.facts().toString().contains(token.substring(0, 10)));
        }
    }

    @Test
    void aTokenMayBeAsLongAsAHead() {
        String token = Issuer.signed(Issuer.claims().groups(Set.of("x".repeat(9_000))));
        ask(bearer(token)).body("data.activity.id", equalTo("act_1"));
    }

    private static ValidatableResponse ask(String authorization) {
        RequestSpecification request = given().contentType("application/json");
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request.body(Map.of("query", "{ activity(id: \"act_1\") { id } }")).post("/graphql").then().statusCode(200);
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }

}
