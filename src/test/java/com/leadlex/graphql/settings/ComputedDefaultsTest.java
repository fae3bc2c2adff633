package com.leadlex.graphql.settings;

import java.util.Map;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class ComputedDefaultsTest {

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
        assertFalse(plenty.containsKey("quarkus.http.limits.max-connections"));
    }

    @Test
    void linuxTellsWhatTheProcessMayOpen() {
        assertEquals(OptionalLong.of(1024), OpenFiles.limit("""
                Limit                     Soft Limit           Hard Limit           Units
                Max open files            1024                 524288               files
                """));
        assertEquals(OptionalLong.empty(),
                OpenFiles.limit("Max open files            unlimited            unlimited            files"));
    }

    private static Map<String, String> with(Map<String, String> settings) {
        return ComputedDefaults.compute(settings::get, 2, OptionalLong.empty());
    }
}
