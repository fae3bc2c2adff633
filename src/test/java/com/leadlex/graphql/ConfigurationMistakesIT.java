package com.leadlex.graphql;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A configuration mistake stops the packaged service at its start, with one line that names it. Which values are mistakes is
 * in the unit tests of {@code settings} and {@code auth}; here is one of each place that finds them.
 */
class ConfigurationMistakesIT {

    @Test
    void anUnknownSetting() throws Exception {
        refuses(List.of("-Dfacade.limit.depht=3"), Map.of(),
                "There is no setting facade.limit.depht; did you mean facade.limits.depth?");
    }

    @Test
    void aValueThatMakesNoSenseByTheEnvironment() throws Exception {
        refuses(List.of(), Map.of("LEADLEX_TIMEOUT_ATTEMPT", "5000"),
                "leadlex.timeout.attempt must be a duration with its unit");
    }

    @Test
    void anUnusableUrl() throws Exception {
        refuses(List.of(), Map.of("LEADLEX_URL", "leadlex.example/secret"),
                "LEADLEX_URL (quarkus.rest-client.leadlex.url) must be an absolute http or https URL");
    }

    @Test
    void modeServerThatWouldServeEverybody() throws Exception {
        refuses(List.of(), Map.of("FACADE_AUTH_MODE", "server", "LEADLEX_API_KEY", "wbk_secret"),
                "facade.auth.allow-anonymous=true");
    }

    @Test
    void keysOfAnIssuerThatAreNotThere() throws Exception {
        refuses(List.of(),
                Map.of("FACADE_AUTH_MODE", "server", "LEADLEX_API_KEY", "wbk_secret", "MP_JWT_VERIFY_ISSUER", "me",
                        "MP_JWT_VERIFY_PUBLICKEY_LOCATION", "/no/such/jwks.json"),
                "mp.jwt.verify.publickey.location must be");
    }

    @Test
    void aPatternOfOriginsThatLosesItsBackslashes() throws Exception {
        refuses(List.of(), Map.of("QUARKUS_HTTP_CORS_ENABLED", "true", "QUARKUS_HTTP_CORS_ORIGINS",
                "/https://[a-z0-9-]+\\.example\\.com/"),
                "quarkus.http.cors.origins has a pattern with a dot that matches any character");
    }

    @Test
    void aSettingThatWouldCarryAKeyElsewhere() throws Exception {
        refuses(List.of(), Map.of("QUARKUS_REST_CLIENT_LEADLEX_FOLLOW_REDIRECTS", "true"),
                "quarkus.rest-client.leadlex.follow-redirects must be false");
    }

    @Test
    void whatOnlyALibraryFindsWrong() throws Exception {
        refuses(List.of("-Dquarkus.http.idle-timeout=secret"), Map.of(),
                "quarkus.http.idle-timeout cannot be read: its value is of the wrong kind.");
        refuses(List.of(), Map.of("QUARKUS_REDIS_HOSTS", "redis://:secret@h:6379/abc"),
                "The service cannot start with the current quarkus.redis.* settings");
    }

    @Test
    void anEmptyValueAndAReferenceToNothing() throws Exception {
        refuses(List.of(), Map.of("PORT", ""), "PORT (quarkus.http.port) is empty");
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
