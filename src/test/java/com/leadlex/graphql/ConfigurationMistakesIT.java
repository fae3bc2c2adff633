package com.leadlex.graphql;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A configuration mistake stops the packaged service at its start, with one line that names it. */
class ConfigurationMistakesIT {

    @Test
    void anUnknownSetting() throws Exception {
        refuses(List.of("-Dfacade.limit.depht=3"), Map.of(),
                "There is no setting facade.limit.depht; did you mean facade.limits.depth?");
    }

    @Test
    void aValueOfTheWrongType() throws Exception {
        refuses(List.of(), Map.of("FACADE_LIMITS_DEPTH", "deep"), "facade.limits.depth");
    }

    @Test
    void anUnusableUrl() throws Exception {
        refuses(List.of(), Map.of("LEADLEX_URL", "leadlex.example/secret"),
                "LEADLEX_URL must be an absolute http or https URL");
    }

    @Test
    void modeServerWithoutAKey() throws Exception {
        refuses(List.of(), Map.of("FACADE_AUTH_MODE", "server"), "set LEADLEX_API_KEY");
    }

    @Test
    void modeServerThatWouldServeEverybody() throws Exception {
        refuses(List.of(), Map.of("FACADE_AUTH_MODE", "server", "LEADLEX_API_KEY", "wbk_secret"),
                "facade.auth.allow-anonymous=true");
    }

    @Test
    void settingsThatContradictEachOther() throws Exception {
        refuses(List.of("-Dleadlex.retry.delay=20S"), Map.of(), "leadlex.retry.delay");
    }

    @Test
    void aModeThatDoesNotExist() throws Exception {
        refuses(List.of(), Map.of("FACADE_AUTH_MODE", "sever"), "facade.auth.mode");
    }

    @Test
    void aDemoKeyInProduction() throws Exception {
        refuses(List.of(), Map.of("FACADE_AUTH_DEMO_KEY", "wbk_secret"), "facade.auth.demo-key is for dev mode only");
    }

    @Test
    void anUnknownVariable() throws Exception {
        refuses(List.of(), Map.of("FACADE_AUTH_MOD", "server"),
                "There is no setting FACADE_AUTH_MOD; did you mean FACADE_AUTH_MODE?");
    }

    @Test
    void aDurationWithoutAUnit() throws Exception {
        refuses(List.of(), Map.of("LEADLEX_TIMEOUT_ATTEMPT", "5000"), "leadlex.timeout.attempt needs a unit");
        refuses(List.of("-Dleadlex.timeout.attempt=5000"), Map.of(), "leadlex.timeout.attempt needs a unit");
    }

    @Test
    void anAttemptThatMayTakeLongerThanAllTogether() throws Exception {
        refuses(List.of(), Map.of("LEADLEX_TIMEOUT_ATTEMPT", "20S"), "leadlex.timeout.attempt");
    }

    @Test
    void aPortThatIsNone() throws Exception {
        refuses(List.of(), Map.of("PORT", "99999"), "PORT (quarkus.http.port)");
        refuses(List.of("-Dquarkus.http.port=-1"), Map.of(), "PORT (quarkus.http.port)");
    }

    @Test
    void anUnusableUrlOfTheCollectorOrOfRedis() throws Exception {
        refuses(List.of(), Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://secret@a b"), "OTEL_EXPORTER_OTLP_ENDPOINT");
        refuses(List.of(), Map.of("QUARKUS_REDIS_HOSTS", "http://secret"), "quarkus.redis.hosts");
    }

    @Test
    void keysOfAnIssuerThatAreNotThere() throws Exception {
        for (String location : List.of("/no/such/jwks.json", "/tmp", "https://", "https://h:99999/secret")) {
            refuses(List.of(),
                    Map.of("FACADE_AUTH_MODE", "server", "LEADLEX_API_KEY", "wbk_secret", "MP_JWT_VERIFY_ISSUER", "me",
                            "MP_JWT_VERIFY_PUBLICKEY_LOCATION", location),
                    "mp.jwt.verify.publickey.location must be");
        }
    }

    @Test
    void aKeyThatNothingUses() throws Exception {
        refuses(List.of(), Map.of("LEADLEX_API_KEY", "wbk_secret"), "facade.auth.mode=server");
    }

    @Test
    void whatOnlyALibraryFindsWrong() throws Exception {
        refuses(List.of("-Dquarkus.http.idle-timeout=secret"), Map.of(),
                "quarkus.http.idle-timeout cannot be read: its value is of the wrong kind.");
        refuses(List.of(), Map.of("QUARKUS_REST_CLIENT_LEADLEX_CONNECT_TIMEOUT", "secret"),
                "quarkus.rest-client.leadlex.connect-timeout cannot be read");
        refuses(List.of(), Map.of("QUARKUS_REST_CLIENT_LEADLEX_CONNECT_TIMEOUT", "-5"),
                "The service cannot start with quarkus.rest-client.leadlex.* as they are set");
        refuses(List.of(), Map.of("QUARKUS_REDIS_HOSTS", "redis://:secret@h:6379/abc"),
                "The service cannot start with quarkus.redis.* as they are set");
    }

    @Test
    void anEmptyValueAndAReferenceToNothing() throws Exception {
        refuses(List.of(), Map.of("PORT", ""), "PORT (quarkus.http.port) is empty");
        refuses(List.of("-Dfacade.limits.depth=${NOPE}"), Map.of(),
                "facade.limits.depth refers to a variable that is not set.");
        refuses(List.of(), Map.of("LEADLEX_URL", "http://${NOPE}"), "LEADLEX_URL refers to a variable that is not set.");
    }

    private static void refuses(List<String> properties, Map<String, String> environment, String line) throws Exception {
        try (PackagedProcess service = PackagedProcess.start(properties, environment)) {
            int exitCode = service.exitCode();
            String text = service.output();
            assertEquals(1, exitCode, text);
            assertTrue(text.contains(line), text);
            assertEquals(1, text.lines().count(), text);
            assertFalse(text.contains("\tat ") || text.contains("Exception"), text);
            assertFalse(text.contains("\"exception\""), text);
            assertFalse(text.contains("secret"), text);
        }
    }
}
