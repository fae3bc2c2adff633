package com.leadlex.graphql.observability;

import java.util.List;

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
        public String get(TraceParentCarrier header, String name) {
            return name.equals(NAME) ? header.value : null;
        }
    };

    private String value;

    TraceParentCarrier(String value) {
        this.value = value;
    }

    String value() {
        return value;
    }

    private void set(String name, String text) {
        if (name.equals(NAME)) {
            value = text;
        }
    }
}
