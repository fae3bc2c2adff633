package com.leadlex.graphql.observability.tracing;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;

/**
 * Makes spans: one an operation, below it one for each request to Leadlex. While no OTLP endpoint is set it makes none.
 * The parent travels as W3C text, the way it leaves the service too, so no context has to follow the request from thread to
 * thread.
 */
@Singleton
public class Tracing {

    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    /** Null when tracing is off. */
    private final @Nullable Tracer tracer;

    Tracing(OpenTelemetry openTelemetry,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "true") boolean disabled) {
        tracer = disabled ? null : openTelemetry.getTracer("com.leadlex.graphql");
    }

    /** @return null when tracing is off; {@link #operation} names it once it is known what was asked */
    @Nullable
    public Span operation(@Nullable String traceparent) {
        return tracer == null ? null : start(tracer, "GraphQL Operation", SpanKind.SERVER, traceparent);
    }

    /**
     * Names an operation by the conventions for GraphQL servers (https://opentelemetry.io/docs/specs/semconv/graphql/).
     *
     * @param type null when nothing was run
     * @param name null when there is none, or it is one of a client's: there could be any number of them
     */
    public static void operation(Span span, String requestId, @Nullable String type, @Nullable String name) {
        span.setAttribute("facade.request_id", requestId);
        if (type != null) {
            span.updateName(name == null ? type : type + " " + name);
            span.setAttribute("graphql.operation.type", type);
        }
        if (name != null) {
            span.setAttribute("graphql.operation.name", name);
        }
    }

    /** Ends the span of an operation whose client went away: there is no status. */
    public static void abandoned(Span span) {
        span.setAttribute(ERROR_TYPE, "ABANDONED");
        span.end();
    }

    /** @return null when tracing is off */
    @Nullable
    public Span call(@Nullable String traceparent) {
        if (tracer == null) {
            return null;
        }
        return start(tracer, "GET /v1/activities/{id}", SpanKind.CLIENT, traceparent)
                .setAttribute("http.request.method", "GET")
                .setAttribute("url.template", "/v1/activities/{id}");
    }

    private static Span start(Tracer tracer, String name, SpanKind kind, @Nullable String traceparent) {
        return tracer.spanBuilder(name).setSpanKind(kind)
                .setParent(W3C.extract(Context.root(), new TraceParentCarrier(traceparent), TraceParentCarrier.GETTER))
                .startSpan();
    }

    /** The W3C trace context of a span, to be passed on. */
    public static @Nullable String traceparent(Span span) {
        TraceParentCarrier header = new TraceParentCarrier(null);
        W3C.inject(Context.root().with(span), header, TraceParentCarrier.SETTER);
        return header.value();
    }

    /** A failure that an operator should see is an error of the span; a caller's own mistake is not. */
    public static void end(Span span, int status, @Nullable ErrorCode failure) {
        if (status > 0) {
            span.setAttribute(STATUS, status);
        }
        if (failure != null) {
            span.setAttribute(ERROR_TYPE, failure.name());
            if (failure.isServerFault()) {
                span.setStatus(StatusCode.ERROR);
            }
        }
        span.end();
    }
}
