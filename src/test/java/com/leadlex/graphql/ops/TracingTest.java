package com.leadlex.graphql.ops;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.google.protobuf.ByteString;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.http.RequestListener.Exchange;
import com.leadlex.graphql.leadlex.LeadlexCall;
import com.leadlex.graphql.leadlex.LeadlexListener.Attempt;
import com.leadlex.graphql.leadlex.Outcome;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@QuarkusTestResource(value = OtlpReceiver.class, restrictToAnnotatedClass = true)
class TracingTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Inject
    OperationObserver operations;

    @Inject
    LeadlexObserver leadlex;

    @Test
    void aTraceGoesFromTheCallerThroughTheOperationToLeadlex() throws InterruptedException {
        Exchange exchange = operations.started("r1", "00-" + TRACE + "-b7ad6b7169203331-01", "vendor=1");
        Attempt attempt = leadlex.attempt(new LeadlexCall(ApiKey.of("wbk_secret"), "r1", exchange.traceparent()));
        String sent = attempt.traceparent();
        attempt.ended(new Outcome.Failed(new Failure.Refused(503, null)));
        exchange.ended(200, "Activity", true, List.of());

        Span call = span("GET /v1/activities/{id}");
        Span operation = span("GraphQL Activity");
        assertEquals(TRACE, hex(operation.getTraceId()));
        assertEquals("b7ad6b7169203331", hex(operation.getParentSpanId()));
        assertEquals(TRACE, hex(call.getTraceId()));
        assertEquals(operation.getSpanId(), call.getParentSpanId());
        assertEquals("00-" + TRACE + "-" + hex(call.getSpanId()) + "-01", sent);

        assertEquals(Span.SpanKind.SPAN_KIND_SERVER, operation.getKind());
        assertEquals(Span.SpanKind.SPAN_KIND_CLIENT, call.getKind());
        assertEquals(Status.StatusCode.STATUS_CODE_ERROR, call.getStatus().getCode());
        assertEquals(Set.of("http.request.method=GET", "url.template=/v1/activities/{id}", "http.response.status_code=503",
                "error.type=UPSTREAM_ERROR"), attributes(call));
        assertEquals(Set.of("facade.request_id=r1", "graphql.operation.name=Activity", "http.response.status_code=200"), attributes(operation));
        assertFalse(OtlpReceiver.spans().toString().contains("wbk_secret"));
    }

    @Test
    void aClientsOwnOperationNameIsNoSpanName() throws InterruptedException {
        operations.started("r2", null, null).ended(400, "Clients", false, List.of());
        Span operation = span("GraphQL operation");
        assertTrue(operation.getParentSpanId().isEmpty());
        assertEquals(Set.of("facade.request_id=r2", "http.response.status_code=400"), attributes(operation));
    }

    private static Span span(String name) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            for (Span span : OtlpReceiver.spans()) {
                if (span.getName().equals(name)) {
                    return span;
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("No span " + name + " in " + OtlpReceiver.spans());
    }

    private static Set<String> attributes(Span span) {
        return span.getAttributesList().stream()
                .map(it -> it.getKey() + "=" + (it.getValue().hasIntValue() ? it.getValue().getIntValue() : it.getValue().getStringValue()))
                .filter(it -> !it.startsWith("thread.") && !it.startsWith("code."))
                .collect(Collectors.toSet());
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
