package com.leadlex.graphql.leadlex;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.runtime.configuration.ConfigurationException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

class LeadlexUrlTest {

    @Test
    void withNothingSetItIsTheDocumentedBase() {
        assertEquals("https://data.leadlex.com/functions/v1/api-gateway", LeadlexUrl.choose(null, null, null));
    }

    @Test
    void inDevModeItIsTheStandIn() {
        assertEquals("http://localhost:4711", LeadlexUrl.choose(null, null, "4711"));
    }

    @Test
    void aKeySwitchesDevModeToTheRealLeadlex() {
        assertEquals(LeadlexUrl.DEFAULT, LeadlexUrl.choose(null, "wbk_real", "4711"));
    }

    @ParameterizedTest
    @CsvSource({ "http://localhost:9/,http://localhost:9", "https://example.com/a/b//,https://example.com/a/b",
            "HTTPS://example.com/a,HTTPS://example.com/a", "http://[::1]:9/a,http://[::1]:9/a" })
    void aTrailingSlashDoesNotMatterAndThePathIsKept(String given, String used) {
        assertEquals(used, LeadlexUrl.choose(given, null, "4711"));
    }

    @Test
    void itIsGivenAsAPropertyOrAsAVariable() {
        assertEquals("http://a", LeadlexUrl.given(Map.of("leadlex.url", "http://a", "LEADLEX_URL", "http://b")::get));
        assertEquals("http://b", LeadlexUrl.given(Map.of("LEADLEX_URL", "http://b")::get));
        assertNull(LeadlexUrl.given(name -> null));
    }

    @ParameterizedTest
    @ValueSource(strings = { "example.com", "/relative", "ftp://example.com", "http://", "http://user:secret@example.com",
            "https://example.com?secret=1", "https://example.com#secret", "http://exa mple.com/secret",
            "http://example.com:0/secret", "http://example.com:65536/secret", "http://example.com:-1", "http://example.com..",
            "http://1.2.3.4.5", "http://under_score.example.com/secret", "http://${HOST}" })
    void anUnusableUrlIsRefusedWithoutRepeatingIt(String url) {
        String message = assertThrows(ConfigurationException.class, () -> LeadlexUrl.choose(url, null, null)).getMessage();
        assertFalse(message.contains("secret"));
    }
}
