package com.leadlex.graphql.observability;

import java.util.List;
import java.util.logging.LogRecord;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.MinutelyWarning;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/**
 * Makes a span for each operation, and below it one for each request to Leadlex; no span without an OTLP endpoint.
 * The parent is passed on as W3C text, as it is sent to Leadlex, so no context has to follow the request from thread to thread.
 */
@Singleton
class Tracing {

    /** Loggers that log each failed batch of spans. Quarkus silences the first, which says what the collector answered. */
    private static final List<String> EXPORTER_LOGGERS = List.of("io.opentelemetry.exporter.internal.http.HttpExporter",
            "io.quarkus.opentelemetry.runtime.exporter.otlp.sender.VertxHttpSender",
            "io.quarkus.opentelemetry.runtime.exporter.otlp.sender.VertxGrpcSender");

    /** Makes the spans; null when tracing is off. */
    private final @Nullable Tracer tracer;
    private final MinutelyWarning exportFailureWarning = new MinutelyWarning();

    Tracing(OpenTelemetry openTelemetry,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "true") boolean isDisabled) {
        tracer = isDisabled ? null : openTelemetry.getTracer("com.leadlex.graphql");
        if (!isDisabled) {
            EXPORTER_LOGGERS.stream().map(Logger::getLogger).forEach(exporterLogger -> {
                exporterLogger.setLevel(Level.WARN);
                exporterLogger.setFilter(this::mayLogExportFailure);
            });
        }
    }

    /** Turns the failures of exporters into one WARN a minute, without a stack trace. */
    private boolean mayLogExportFailure(LogRecord failure) {
        failure.setLevel(Level.WARN);
        failure.setMessage("The collector does not accept traces: " + failure.getMessage());
        failure.setThrown(null);
        return exportFailureWarning.isDue();
    }

    /** @return null when tracing is off; {@link #nameSpan} gives the span its name once the operation is known */
    @Nullable
    Span startOperationSpan(@Nullable String traceparent) {
        return tracer == null ? null : startSpan(tracer, "GraphQL Operation", SpanKind.SERVER, traceparent);
    }

    /**
     * Names an operation by the conventions for GraphQL servers (https://opentelemetry.io/docs/specs/semconv/graphql/).
     *
     * @param operationType null when no operation was run
     * @param operationName null for an operation without a name or with a client's own: clients could send any number of names
     */
    static void nameSpan(Span span, String requestId, @Nullable String operationType, @Nullable String operationName) {
        span.setAttribute("facade.request_id", requestId);
        if (operationType != null) {
            span.updateName(operationName == null ? operationType : operationType + " " + operationName);
            span.setAttribute("graphql.operation.type", operationType);
        }
        if (operationName != null) {
            span.setAttribute("graphql.operation.name", operationName);
        }
    }

    /** Ends the span of an operation whose client went away, without a status. */
    static void endAbandonedSpan(Span span) {
        span.setAttribute("error.type", "ABANDONED");
        span.end();
    }

    /** @return null when tracing is off */
    @Nullable
    Span startCallSpan(@Nullable String traceparent) {
        return tracer == null ? null
                : startSpan(tracer, "GET /v1/activities/{id}", SpanKind.CLIENT, traceparent)
                        .setAttribute("http.request.method", "GET").setAttribute("url.template", "/v1/activities/{id}");
    }

    /** @param traceparent a valid one (W3C Trace Context, section 3.2), or null */
    private static Span startSpan(Tracer tracer, String spanName, SpanKind kind, @Nullable String traceparent) {
        Context parentContext = Context.root();
        if (traceparent != null) {
            String traceId = traceparent.substring(3, 35);
            String parentId = traceparent.substring(36, 52);
            TraceFlags traceFlags = TraceFlags.fromHex(traceparent, 53);
            parentContext = parentContext.with(Span.wrap(
                    SpanContext.createFromRemoteParent(traceId, parentId, traceFlags, TraceState.getDefault())));
        }
        return tracer.spanBuilder(spanName).setSpanKind(kind).setParent(parentContext).startSpan();
    }

    /** The W3C trace context of a span, to be passed on. */
    static String traceparentOf(Span span) {
        SpanContext spanContext = span.getSpanContext();
        return "00-" + spanContext.getTraceId() + "-" + spanContext.getSpanId() + "-" + spanContext.getTraceFlags().asHex();
    }

    /** Ends a span. Server faults are errors of the span; a caller's own mistakes are not. */
    static void endSpan(Span span, @Nullable Integer status, @Nullable ErrorCode errorCode) {
        if (status != null) {
            span.setAttribute("http.response.status_code", status);
        }
        if (errorCode != null) {
            span.setAttribute("error.type", errorCode.name());
            if (errorCode.isServerFault()) {
                span.setStatus(StatusCode.ERROR);
            }
        }
        span.end();
    }
}
