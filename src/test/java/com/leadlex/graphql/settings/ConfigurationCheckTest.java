package com.leadlex.graphql.settings;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ConfigurationCheckTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "leadlex.timeout.attempt | 5000 | must be a duration with its unit",
            "leadlex.timeout.attempt | -5S | must be a duration with its unit",
            "leadlex.timeout.attempt | 0S | must be a duration with its unit",
            "leadlex.timeout.total | soon | must be a duration with its unit",
            "leadlex.retry.delay | -1MS | must be a duration with its unit",
            "leadlex.retry.max | -1 | from 0 to",
            "facade.limits.depth | -1 | from 1 to",
            "facade.limits.depth | 0 | from 1 to",
            "facade.limits.depth | deep | must be a whole number",
            "facade.limits.depth | 9999999999 | from 1 to 1000000000",
            "facade.limits.depth | 99999999999999999999 | from 1 to 1000000000",
            "facade.limits.depth | \u0663 | must be a whole number",
            "facade.documents.persisted-characters | 9223372036854775807 | from 0 to 1000000000000000",
            "leadlex.shared-circuit.window | 1000001 | from 1 to 1000000",
            "facade.log.queue-bytes | 1 | from 16384 to",
            "leadlex.cache.ttl | P3651D | from 1MS to 3650D",
            "facade.http.body-timeout | PT0.0001S | from 1MS to 3650D",
            "leadlex.timeout.attempt | 9223372036854775807S | from 1MS to 3650D",
            "leadlex.circuit.failure-ratio | 0x1p-1 | must be a ratio",
            "leadlex.circuit.failure-ratio | .5f | must be a ratio",
            "leadlex.concurrency.total | 0 | from 1 to",
            "leadlex.circuit.failure-ratio | 5 | must be a ratio",
            "leadlex.circuit.failure-ratio | 0 | must be a ratio",
            "leadlex.circuit.failure-ratio | NaN | must be a ratio",
            "facade.auth.mode | sever | must be one of caller, server",
            "facade.introspection | no way | must be true or false",
            "quarkus.http.port | 99999 | must be a port",
            "quarkus.http.port | abc | must be a port",
            "quarkus.otel.exporter.otlp.endpoint | nonsense | must be an http or https URL",
            "OTEL_EXPORTER_OTLP_ENDPOINT | http://a b | must be an http or https URL",
            "quarkus.redis.hosts | foo:bar:1 | must be redis or rediss URLs",
            "quarkus.redis.hosts | http://x | must be redis or rediss URLs",
            "quarkus.otel.exporter.otlp.endpoint | http://collector:0 | must be an http or https URL",
            "OTEL_EXPORTER_OTLP_PROTOCOL | http/json | must be one of grpc, http/protobuf",
            "quarkus.rest-client.leadlex.proxy-address | http://proxy:3128 | must be host:port",
            "quarkus.rest-client.leadlex.proxy-address | proxy | must be host:port",
            "quarkus.http.cors.enabled | maybe | must be true or false",
            "quarkus.http.cors.origins | https://app.example.com | has no effect without quarkus.http.cors.enabled=true",
            "quarkus.rest-client.leadlex.url | http://user:secret@example.com | without user",
            "quarkus.rest-client.leadlex.url | http://example.com?secret | without user" })
    void anUnusableValueIsReportedInOneLine(String name, String value, String expected) {
        List<String> mistakes = check(Map.of(name, value));
        assertEquals(1, mistakes.size(), mistakes::toString);
        assertTrue(mistakes.get(0).contains(name) && mistakes.get(0).contains(expected), mistakes::toString);
        assertEquals(1, mistakes.get(0).lines().count());
    }

    @ParameterizedTest
    @CsvSource({ "leadlex.retry.max,0", "leadlex.retry.delay,0S", "leadlex.timeout.attempt,PT5S",
            "leadlex.timeout.attempt,500ms",
            "facade.auth.mode,SERVER", "quarkus.rest-client.leadlex.proxy-address,proxy:3128", "quarkus.http.port,0",
            "quarkus.redis.hosts,redis://a_b:6379",
            "'quarkus.redis.hosts','redis://a:1,rediss://:pw@b:2'",
            "quarkus.otel.exporter.otlp.endpoint,http://collector:4317" })
    void aUsableValueIsAccepted(String name, String value) {
        assertEquals(List.of(), check(Map.of(name, value)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "example.com", "/relative", "ftp://example.com", "http://", "http://user:secret@example.com",
            "https://example.com?secret=1", "https://example.com#secret", "http://exa mple.com/secret",
            "http://example.com:0/secret", "http://example.com:65536/secret", "http://example.com:-1", "http://example.com..",
            "http://1.2.3.4.5", "http://under_score.example.com/secret", "http://${HOST}" })
    void anUnusableUrlOfLeadlexIsRefusedWithoutRepeatingIt(String url) {
        for (String name : List.of("LEADLEX_URL", "leadlex.url", "quarkus.rest-client.leadlex.url")) {
            List<String> mistakes = check(Map.of(name, url));
            assertEquals(1, mistakes.size(), mistakes::toString);
            assertTrue(mistakes.get(0).startsWith("LEADLEX_URL (quarkus.rest-client.leadlex.url)")
                    && !mistakes.get(0).contains("secret"), mistakes::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "FACADE_AUTH_MOD", "FACADE_LIMITS_LOOKUP", "LEADLEX_BASE_URL", "facade.limit.depth",
            "facade_limits_depth", "Facade_Limits_Depth", "leadlex_url", "LEADLEX-URL", "facade.limits.Depth",
            "facade.limits.depth[0]" })
    void anUnknownNameIsReportedWithTheClosestOne(String name) {
        List<String> mistakes = check(Map.of(name, "1"));
        assertEquals(1, mistakes.size(), mistakes::toString);
        assertTrue(mistakes.get(0).startsWith("There is no setting " + name + "; did you mean "), mistakes::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = { "LEADLEX_API_KEY", "FACADE_LIMITS_LOOKUPS", "LEADLEX_SERVICE_HOST",
            "LEADLEX_SERVICE_PORT_HTTP", "LEADLEX_PORT", "LEADLEX_GRAPHQL_PORT_8080_TCP_ADDR", "FACADE_PORT_80_TCP", "PATH" })
    void knownVariablesAndThoseOfKubernetesAreAccepted(String name) {
        assertEquals(List.of(), check(Map.of(name, "tcp://10.0.0.1:80")));
    }

    /** Random letters are put for, before or behind a letter of each known variable. */
    @Test
    void everyMisspeltVariableIsReported() {
        Random random = new Random(20261126);
        Set<String> known = new TreeSet<>();
        DeclaredSettings.SETTINGS_BY_NAME.keySet().forEach(name -> known.add(DeclaredSettings.variableOf(name)));
        for (String name : known) {
            for (int i = 0; i < 50; i++) {
                int at = "LEADLEX_".length() + random.nextInt(name.length() - "LEADLEX_".length());
                String misspelt = name.substring(0, at) + (char) ('A' + random.nextInt(26))
                        + name.substring(at + random.nextInt(2));
                if (!known.contains(misspelt) && !misspelt.equals("LEADLEX_URL")) {
                    assertEquals(1, check(Map.of(misspelt, "1")).size(), misspelt);
                }
            }
        }
    }

    @Test
    void eachSettingThatMayBeZeroIsDeclared() {
        assertTrue(DeclaredSettings.SETTINGS_BY_NAME.keySet().containsAll(Rule.MAY_BE_ZERO));
    }

    private static List<String> check(Map<String, String> set) {
        return ConfigurationCheck.findMistakes(set.keySet(), set::get);
    }
}
