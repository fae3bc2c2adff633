package com.leadlex.graphql.settings;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ComputedDefaultsTest {

    private static final String LEADLEX = "quarkus.rest-client.leadlex.url";

    @Test
    void tracingIsOffUntilAnOtlpEndpointIsSet() {
        assertEquals("true", with(Map.of()).get("quarkus.otel.sdk.disabled"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "OTEL_EXPORTER_OTLP_ENDPOINT", "quarkus.otel.exporter.otlp.endpoint",
            "quarkus.otel.exporter.otlp.traces.endpoint" })
    void anEndpointTurnsTracingOn(String name) {
        assertEquals("false", with(Map.of(name, "http://collector:4317")).get("quarkus.otel.sdk.disabled"));
    }

    @Test
    void theStandardVariablesReachQuarkusExporter() {
        Map<String, String> computed = with(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317",
                "OTEL_EXPORTER_OTLP_HEADERS", "a=b", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"));
        assertEquals("http://collector:4317", computed.get("quarkus.otel.exporter.otlp.endpoint"));
        assertEquals("a=b", computed.get("quarkus.otel.exporter.otlp.headers"));
        assertEquals("grpc", computed.get("quarkus.otel.exporter.otlp.protocol"));
    }

    @Test
    void thePortOfOtlpOverHttpChoosesHttp() {
        assertEquals("http/protobuf", with(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318/"))
                .get("quarkus.otel.exporter.otlp.protocol"));
        assertFalse(with(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317"))
                .containsKey("quarkus.otel.exporter.otlp.protocol"));
    }

    @Test
    void thereIsOneEventLoopAProcessor() {
        assertEquals("2", with(Map.of()).get("quarkus.vertx.event-loops-pool-size"));
    }

    @Test
    void connectionsAreBoundedByWhatTheProcessMayOpen() {
        Map<String, String> computed = ComputedDefaults.compute(name -> null, 2, OptionalLong.of(1024));
        assertEquals("448", computed.get("quarkus.rest-client.leadlex.connection-pool-size"));
        assertEquals("448", computed.get("quarkus.http.limits.max-connections"));
        Map<String, String> plenty = ComputedDefaults.compute(name -> null, 2, OptionalLong.of(1_048_576));
        assertEquals("16384", plenty.get("quarkus.rest-client.leadlex.connection-pool-size"));
        assertEquals("524224", plenty.get("quarkus.http.limits.max-connections"));
        assertFalse(with(Map.of()).containsKey("quarkus.http.limits.max-connections"));
    }

    @ParameterizedTest
    @ValueSource(ints = { 64, 130, 256, 1_024, 30_000, 32_896, 65_536, 1_048_576, Integer.MAX_VALUE })
    void allThatComputedDefaultsAllowForCanBeOpenedAndIsNotRefused(int openFiles) {
        Map<String, String> computed = ComputedDefaults.compute(name -> null, 2, OptionalLong.of(openFiles));
        long calls = Long.parseLong(computed.get(ComputedDefaults.LEADLEX_POOL_SIZE));
        long callers = Long.parseLong(computed.get(ComputedDefaults.MAX_CALLER_CONNECTIONS));
        assertEquals(List.of(), SettingRules.connectionRule(OptionalLong.of(openFiles)).findMistake(computed::get).toList());
        assertTrue(calls >= 1 && callers >= 1 && (calls + callers <= openFiles - 128L || openFiles < 256), computed::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = { ComputedDefaults.MAX_CALLER_CONNECTIONS, ComputedDefaults.LEADLEX_POOL_SIZE,
            "quarkus.rest-client.\"com.leadlex.graphql.leadlex.LeadlexClient\".connection-pool-size",
            "leadlex/mp-rest/connectionPoolSize" })
    void moreConnectionsThanTheProcessMayOpenAreRefused(String name) {
        assertEquals(List.of(), connections(name, "448", OptionalLong.of(1_024)));
        assertEquals(List.of(), connections(name, "16384", OptionalLong.of(1_048_576)));
        assertEquals(List.of(), connections(name, "1000000000", OptionalLong.empty()));
        for (String set : List.of("449", "16384", "0", "-1", "many")) {
            List<String> mistakes = connections(name, set, OptionalLong.of(1_024));
            assertTrue(mistakes.size() == 1 && mistakes.get(0).startsWith(name + " must "), mistakes::toString);
        }
    }

    private static List<String> connections(String name, String set, OptionalLong openFiles) {
        return SettingRules.connectionRule(openFiles).findMistake(asked -> asked.equals(name) ? set : null).toList();
    }

    @Test
    void leadlexIsTheDocumentedOneOrInDevModeTheStandInWhileThereIsNoKey() {
        assertEquals("https://data.leadlex.com/functions/v1/api-gateway", with(Map.of()).get(LEADLEX));
        assertEquals("http://localhost:4711", with(Map.of("quarkus.wiremock.devservices.port", "4711")).get(LEADLEX));
        assertEquals(ComputedDefaults.DEFAULT_LEADLEX_URL,
                with(Map.of("quarkus.wiremock.devservices.port", "4711", "LEADLEX_API_KEY", "wbk_real")).get(LEADLEX));
    }

    @ParameterizedTest
    @CsvSource({ "http://localhost:9/,http://localhost:9", "https://example.com/a/b//,https://example.com/a/b",
            "HTTPS://example.com/a,HTTPS://example.com/a", "http://[::1]:9/a,http://[::1]:9/a" })
    void aTrailingSlashDoesNotMatterAndThePathIsKept(String given, String used) {
        assertEquals(used, with(Map.of("LEADLEX_URL", given, "quarkus.wiremock.devservices.port", "4711")).get(LEADLEX));
        assertEquals(used, with(Map.of("leadlex.url", given, "LEADLEX_URL", "http://other")).get(LEADLEX));
    }

    @Test
    void readsTheLimitOfOpenFilesOnLinux() {
        assertEquals(OptionalLong.of(1024), ComputedDefaults.openFiles("""
                Limit                     Soft Limit           Hard Limit           Units
                Max open files            1024                 524288               files
                """));
        assertEquals(OptionalLong.empty(),
                ComputedDefaults.openFiles("Max open files            unlimited            unlimited            files"));
    }

    private static Map<String, String> with(Map<String, String> settings) {
        return ComputedDefaults.compute(settings::get, 2, OptionalLong.empty());
    }
}
