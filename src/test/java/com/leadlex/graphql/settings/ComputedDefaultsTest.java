package com.leadlex.graphql.settings;

import java.util.Map;

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

    private static Map<String, String> with(Map<String, String> settings) {
        return ComputedDefaults.compute(settings::get, 2);
    }
}
