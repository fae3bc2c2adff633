package com.leadlex.graphql;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
        refuses(List.of("-Dleadlex.retry.delay=20S"), Map.of(), "The leadlex.* settings contradict each other");
    }

    @Test
    void aModeThatDoesNotExist() throws Exception {
        refuses(List.of(), Map.of("FACADE_AUTH_MODE", "sever"), "facade.auth.mode");
    }

    @Test
    void aDemoKeyInProduction() throws Exception {
        refuses(List.of(), Map.of("FACADE_AUTH_DEMO_KEY", "wbk_secret"), "facade.auth.demo-key is for dev mode only");
    }

    private static void refuses(List<String> properties, Map<String, String> environment, String line) throws Exception {
        try (PackagedProcess service = PackagedProcess.start(properties, environment)) {
            int exitCode = service.exitCode();
            String text = service.output();
            assertNotEquals(0, exitCode, text);
            assertTrue(text.lines().anyMatch(it -> it.contains(line)), text);
            assertFalse(text.contains("\tat "), text);
            assertFalse(text.contains("\"exception\""), text);
            assertFalse(text.contains("secret"), text);
        }
    }
}
