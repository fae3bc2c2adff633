package com.leadlex.graphql.leadlex;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import com.leadlex.graphql.auth.Issuer;
import com.leadlex.graphql.auth.ServerModeProfile;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** In mode server two things are secret: the server's key, and the token that the caller proves itself with. */
@QuarkusTest
@TestProfile(ServerModeProfile.class)
class ServerSecretsTest extends SecretsScenario {

    private final String token = Issuer.signed(Issuer.claims());
    private Issuer issuer;

    @BeforeEach
    void start() throws Exception {
        issuer = new Issuer(ServerModeProfile.issuerPort());
        // The service asks again for the keys that it could not have at its start.
        for (int i = 0; get("/graphql?query=%7Bactivity(id:1)%7Bid%7D%7D").contains("UNAUTHENTICATED"); i++) {
            assertTrue(i < 500, "the keys are not known");
            Thread.sleep(20);
        }
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Override
    String credential() {
        return token;
    }

    @Override
    List<String> secrets() {
        return List.of(ServerModeProfile.KEY, token);
    }
}
