package com.leadlex.graphql.settings;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.vertx.http.runtime.cors.CORSFilter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a list of origins says is what it matches, however it is set; or the start is refused. */
class CorsCheckTest {

    private static final String ENABLED = "quarkus.http.cors.enabled";

    private enum Way {
        ENVIRONMENT {
            @Override
            ConfigSource source(String origins) {
                return new EnvConfigSource(Map.of("QUARKUS_HTTP_CORS_ENABLED", "true", "QUARKUS_HTTP_CORS_ORIGINS", origins),
                        300);
            }
        },
        PROPERTY {
            @Override
            ConfigSource source(String origins) {
                return new PropertiesConfigSource(Map.of(ENABLED, "true", CorsCheck.ORIGINS, origins), "-D", 400);
            }
        },
        INDEXED {
            @Override
            ConfigSource source(String origins) {
                return new PropertiesConfigSource(Map.of(ENABLED, "true", CorsCheck.ORIGINS + "[0]", origins), "-D", 400);
            }
        },
        FILE {
            @Override
            ConfigSource source(String origins) throws IOException {
                Properties file = new Properties();
                file.load(new StringReader(CorsCheck.ORIGINS + "=" + origins));
                Map<String, String> read = new HashMap<>(Map.of(ENABLED, "true"));
                file.forEach((name, value) -> read.put(name.toString(), value.toString()));
                return new PropertiesConfigSource(read, "application.properties", 260);
            }
        };

        abstract ConfigSource source(String origins) throws IOException;
    }

    /** Each of these would let https://evilexample.com in, or nobody, if its backslashes were lost. */
    @ParameterizedTest
    @CsvSource(delimiter = ' ', quoteCharacter = '"', value = {
            "ENVIRONMENT /https://[a-z0-9-]+\\.example\\.com/ refused",
            "PROPERTY /https://[a-z0-9-]+\\.example\\.com/ refused",
            "INDEXED /https://[a-z0-9-]+\\.example\\.com/ taken",
            "FILE /https://[a-z0-9-]+\\.example\\.com/ refused",
            "ENVIRONMENT /https://[a-z0-9-]+\\\\.example\\\\.com/ taken",
            "PROPERTY /https://[a-z0-9-]+\\\\.example\\\\.com/ taken",
            "FILE /https://[a-z0-9-]+\\\\.example\\\\.com/ refused",
            "FILE /https://[a-z0-9-]+\\\\\\\\.example\\\\\\\\.com/ taken",
            "ENVIRONMENT /https://[a-z0-9-]+[.]example[.]com/ taken",
            "PROPERTY /https://[a-z0-9-]+[.]example[.]com/ taken",
            "INDEXED /https://[a-z0-9-]+[.]example[.]com/ taken",
            "FILE /https://[a-z0-9-]+[.]example[.]com/ taken",
            "ENVIRONMENT /https://.+[.]example[.]com/ taken",
            "ENVIRONMENT /https://[a-z0-9-]+.example.com/ refused",
            "INDEXED /https://[a-z0-9-]+.example.com/ refused",
            "ENVIRONMENT /https://\\w+[.]example[.]com/ refused",
            "FILE /https://\\w+[.]example[.]com/ refused",
            "FILE /https://ap\\d{0}p[.]example[.]com/ refused",
            "FILE /https://\\S+[.]example[.]com/ refused",
            "PROPERTY /https://[a-z]{1\\,9}[.]example[.]com/ taken",
            "ENVIRONMENT https://app.example.com,/http://localhost:[0-9]+/ taken" })
    void aPatternMatchesWhatItSays(Way way, String origins, String verdict) throws IOException {
        SmallRyeConfig config = new SmallRyeConfigBuilder().withSources(way.source(origins)).build();
        List<String> mistakes = CorsCheck.findMistake(name -> config.getConfigValue(name).getRawValue()).stream().toList();
        assertEquals(verdict.equals("taken") ? 0 : 1, mistakes.size(), mistakes::toString);
        if (mistakes.isEmpty()) {
            Optional<List<String>> read = config.getOptionalValues(CorsCheck.ORIGINS, String.class);
            assertTrue(isLetIn(read, "https://app.example.com"));
            assertFalse(isLetIn(read, "https://evilexample.com"));
            assertFalse(isLetIn(read, "https://app.example.com.evil.com"));
        } else {
            assertTrue(mistakes.get(0).contains("[.]"), mistakes::toString);
        }
    }

    private static boolean isLetIn(Optional<List<String>> origins, String origin) {
        return origins.orElseThrow().contains(origin)
                || CORSFilter.isOriginAllowedByRegex(CORSFilter.parseAllowedOriginsRegex(origins), origin);
    }

    @ParameterizedTest
    @ValueSource(strings = { "app.example.com", "https://app.example.com/", "https://app.example.com/path", "/(/", "null",
            "https://*.example.com", "https://user@app.example.com", "https://app.example.com:443", "http://app.example.com:80",
            "https://App.example.com", "HTTPS://app.example.com", "ftp://app.example.com", "file://", "https://münchen.example",
            "https://app.example.com:0", "https://app.example.com:08080", "https://app.example.com:99999", "https://127.1",
            "https://0x7f.0.0.1", "https://127.0.0.256", "https://a..b", "https:app.example.com", "https://", ",",
            "*,https://app.example.com", "https://app.example.com?", "https://[::G]", "blob:https://app.example.com" })
    void anOriginThatNoPageHasStopsTheStart(String origins) {
        List<String> mistakes = mistakes(origins);
        assertEquals(1, mistakes.size(), mistakes::toString);
        assertTrue(mistakes.get(0).startsWith("quarkus.http.cors.origins must be origins"), mistakes::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = { "*", "https://app.example.com", "http://localhost:5173 , https://b.example.com",
            "http://[::1]:5173",
            "https://under_score.example.com", "http://app.example.com:443", "https://127.0.0.1:80",
            "https://xn--mnchen-3ya.example",
            "https://app.example.com.", "capacitor://localhost", "chrome-extension://abcdefgh" })
    void anOriginAsBrowsersSendItIsTaken(String origins) {
        assertEquals(List.of(), mistakes(origins));
    }

    @Test
    void everyOriginWithCredentialsStopsTheStart() {
        assertTrue(CorsCheck.findMistake(Map.of(ENABLED, "true", CorsCheck.ORIGINS, "*",
                "quarkus.http.cors.access-control-allow-credentials", "true")::get).isPresent());
    }

    private static List<String> mistakes(String origins) {
        return CorsCheck.findMistake(Map.of(ENABLED, "true", CorsCheck.ORIGINS, origins)::get).stream().toList();
    }
}
