package com.leadlex.graphql.observability;

import java.util.List;
import java.util.logging.Handler;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.MinutelyWarning;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;

/**
 * Makes spans: one an operation, below it one for each request to Leadlex. While no OTLP endpoint is set it makes none.
 * The parent travels as W3C text, the way it leaves the service too, so no context has to follow the request from thread to
 * thread.
 */
@Singleton
class Tracing {

    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final String TRACEPARENT = "traceparent";
    /** Reads the value of {@code traceparent}, which is all that there is of the request's headers. */
    private static final TextMapGetter<String> HEADER = new TextMapGetter<>() {

        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String name) {
            return name.equals(TRACEPARENT) ? traceparent : null;
        }
    };

    private static final org.jboss.logging.Logger LOG = org.jboss.logging.Logger.getLogger(Tracing.class);
    /** The first, which says what a collector answered, is silenced by Quarkus; all write at each batch that fails. */
    private static final List<String> EXPORTERS = List.of("io.opentelemetry.exporter.internal.http.HttpExporter",
            "io.quarkus.opentelemetry.runtime.exporter.otlp.sender.VertxHttpSender",
            "io.quarkus.opentelemetry.runtime.exporter.otlp.sender.VertxGrpcSender");

    /** Null when tracing is off. */
    private final @Nullable Tracer tracer;
    /** Kept, since a logger without a reference to it is made anew. */
    private final List<Logger> exporters;
    private final MinutelyWarning notExported = new MinutelyWarning();

    Tracing(OpenTelemetry openTelemetry,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "true") boolean disabled) {
        tracer = disabled ? null : openTelemetry.getTracer("com.leadlex.graphql");
        exporters = disabled ? List.of() : EXPORTERS.stream().map(Logger::getLogger).toList();
        for (Logger exporter : exporters) {
            exporter.setLevel(Level.WARN);
            exporter.setUseParentHandlers(false);
            exporter.setHandlers(new Handler[] { new ExportFailures() });
        }
    }

    /** One WARN a minute, without a stack trace. */
    private final class ExportFailures extends ExtHandler {

        @Override
        protected void doPublish(ExtLogRecord failure) {
            if (notExported.isDue()) {
                LOG.warnf("The collector of traces does not take them: %s", failure.getMessage());
            }
        }
    }

    /** @return null when tracing is off; {@link #operation} names it once it is known what was asked */
    @Nullable
    Span operation(@Nullable String traceparent) {
        return tracer == null ? null : start(tracer, "GraphQL Operation", SpanKind.SERVER, traceparent);
    }

    /**
     * Names an operation by the conventions for GraphQL servers (https://opentelemetry.io/docs/specs/semconv/graphql/).
     *
     * @param type null when nothing was run
     * @param name null when there is none, or it is one of a client's: there could be any number of them
     */
    static void operation(Span span, String requestId, @Nullable String type, @Nullable String name) {
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
    static void abandoned(Span span) {
        span.setAttribute(ERROR_TYPE, "ABANDONED");
        span.end();
    }

    /** @return null when tracing is off */
    @Nullable
    Span call(@Nullable String traceparent) {
        if (tracer == null) {
            return null;
        }
        return start(tracer, "GET /v1/activities/{id}", SpanKind.CLIENT, traceparent)
                .setAttribute("http.request.method", "GET")
                .setAttribute("url.template", "/v1/activities/{id}");
    }

    private static Span start(Tracer tracer, String name, SpanKind kind, @Nullable String traceparent) {
        return tracer.spanBuilder(name).setSpanKind(kind)
                .setParent(W3C.extract(Context.root(), traceparent, HEADER))
                .startSpan();
    }

    /** The W3C trace context of a span, to be passed on. */
    static @Nullable String traceparent(Span span) {
        @Nullable
        String[] header = new String[1];
        W3C.inject(Context.root().with(span), header, (carrier, name, value) -> {
            if (carrier != null && name.equals(TRACEPARENT)) {
                carrier[0] = value;
            }
        });
        return header[0];
    }

    /** A failure that an operator should see is an error of the span; a caller's own mistake is not. */
    static void end(Span span, int status, @Nullable ErrorCode failure) {
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
