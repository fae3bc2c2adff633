package com.leadlex.graphql.observability.tracing;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;

/** Carries the value of {@code traceparent} (W3C Trace Context) to OpenTelemetry's propagator and back. */
final class TraceParentCarrier {

    private static final String NAME = "traceparent";

    static final TextMapSetter<TraceParentCarrier> SETTER = TraceParentCarrier::set;
    static final TextMapGetter<TraceParentCarrier> GETTER = new TextMapGetter<>() {

        @Override
        public Iterable<String> keys(TraceParentCarrier header) {
            return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable TraceParentCarrier header, String name) {
            return header != null && name.equals(NAME) ? header.value : null;
        }
    };

    private @Nullable String value;

    TraceParentCarrier(@Nullable String value) {
        this.value = value;
    }

    @Nullable
    String value() {
        return value;
    }

    private void set(String name, String text) {
        if (name.equals(NAME)) {
            value = text;
        }
    }
}
