package com.leadlex.graphql.observability;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

import com.google.protobuf.ByteString;
import com.leadlex.graphql.LogLines;
import com.leadlex.graphql.OtherSettings;

import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@TestProfile(OtherSettings.class)
class TracingTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void aCollectorThatRefusesSpansIsOneWarningAMinute() {
        try (LogLines lines = new LogLines("")) {
            for (int i = 0; i < 3; i++) {
                for (String sender : List.of("io.opentelemetry.exporter.internal.http.HttpExporter",
                        "io.quarkus.opentelemetry.runtime.exporter.otlp.sender.VertxGrpcSender")) {
                    Logger.getLogger(sender).log(Level.SEVERE, "Server responded with HTTP status code 401",
                            new IllegalStateException());
                }
            }
            List<ExtLogRecord> all = lines.all().stream().filter(line -> line.getMessage().contains("does not accept")
                    || line.getThrown() != null).toList();
            assertEquals(1, all.size());
            assertEquals("WARN", all.get(0).getLevel().getName());
            assertTrue(new PatternFormatter("%s").format(all.get(0)).contains("401"));
        }
    }

    @Test
    void aTraceGoesFromTheCallerThroughTheOperationToLeadlex() throws InterruptedException {
        ask("act_error-403", "00-" + TRACE + "-b7ad6b7169203331-01", "query Activity($id: ID!) { activity(id: $id) { id } }");

        Span call = span("GET /v1/activities/{id}", span -> hex(span.getTraceId()).equals(TRACE));
        Span operation = span("query Activity", span -> hex(span.getTraceId()).equals(TRACE));
        assertEquals(TRACE, hex(operation.getTraceId()));
        assertEquals("b7ad6b7169203331", hex(operation.getParentSpanId()));
        assertEquals(TRACE, hex(call.getTraceId()));
        assertEquals(operation.getSpanId(), call.getParentSpanId());
        assertEquals(1,
                StandIn.count(
                        "{'method': 'GET', 'urlPath': '/v1/activities/act_error-403', 'headers': {'traceparent': {'equalTo': '"
                                + "00-" + TRACE + "-" + hex(call.getSpanId()) + "-01'}}}"));

        assertEquals(Span.SpanKind.SPAN_KIND_SERVER, operation.getKind());
        assertEquals(Span.SpanKind.SPAN_KIND_CLIENT, call.getKind());
        assertEquals(Set.of("http.request.method=GET", "url.template=/v1/activities/{id}", "http.response.status_code=403",
                "error.type=FORBIDDEN"), attributes(call));
        assertEquals(Set.of("facade.request_id=traced", "graphql.operation.name=Activity", "graphql.operation.type=query",
                "http.response.status_code=294",
                "error.type=FORBIDDEN"), attributes(operation));
        assertFalse(OtlpReceiver.spans().toString().contains("wbk_traced"));
        assertFalse(OtlpReceiver.spans().toString().contains("act_error-403"));
    }

    @Test
    void aClientsOwnOperationNameIsNoSpanName() throws InterruptedException {
        ask("", null, "query Clients($id: ID!) { activity(id: $id) { id } }");
        Span operation = span("query", span -> attributes(span).contains("facade.request_id=traced"));
        assertTrue(operation.getParentSpanId().isEmpty());
        assertEquals(Set.of("facade.request_id=traced", "graphql.operation.type=query", "http.response.status_code=294",
                "error.type=BAD_USER_INPUT"),
                attributes(operation));
    }

    private static void ask(String id, String traceparent, String query) {
        RequestSpecification request = given().header("Authorization", "Bearer wbk_traced").header("X-Request-Id", "traced");
        if (traceparent != null) {
            request.header("traceparent", traceparent);
        }
        request.contentType("application/json").body(Map.of("query", query, "variables", Map.of("id", id)))
                .post("/graphql").then().statusCode(294);
    }

    /** @param isAskedFor tells it from those of other tests */
    private static Span span(String name, Predicate<Span> isAskedFor) throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            for (Span span : OtlpReceiver.spans()) {
                if (span.getName().equals(name) && isAskedFor.test(span)) {
                    return span;
                }
            }
            Thread.sleep(10);
        }
        throw new AssertionError("No span " + name + " in " + OtlpReceiver.spans());
    }

    private static Set<String> attributes(Span span) {
        return span.getAttributesList().stream()
                .map(it -> it.getKey() + "="
                        + (it.getValue().hasIntValue() ? it.getValue().getIntValue() : it.getValue().getStringValue()))
                .filter(it -> !it.startsWith("thread.") && !it.startsWith("code."))
                .collect(Collectors.toSet());
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
