package com.leadlex.graphql.observability;

import java.util.List;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;

/** The header {@code traceparent} of W3C Trace Context, as OpenTelemetry's propagator reads and writes it. */
final class TraceParent {

    private static final String NAME = "traceparent";

    static final TextMapSetter<TraceParent> SETTER = TraceParent::set;
    static final TextMapGetter<TraceParent> GETTER = new TextMapGetter<>() {

        @Override
        public Iterable<String> keys(TraceParent header) {
            return List.of(NAME);
        }

        @Override
        public String get(TraceParent header, String name) {
            return name.equals(NAME) ? header.value : null;
        }
    };

    private String value;

    TraceParent(String value) {
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
