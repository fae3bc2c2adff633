package com.leadlex.graphql.ops;

import java.util.List;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;

/** The two headers of W3C Trace Context, as OpenTelemetry's propagator reads and writes them. */
final class TraceHeaders {

    static final TextMapSetter<TraceHeaders> SETTER = (headers, name, value) -> headers.set(name, value);
    static final TextMapGetter<TraceHeaders> GETTER = new TextMapGetter<>() {

        @Override
        public Iterable<String> keys(TraceHeaders headers) {
            return List.of("traceparent", "tracestate");
        }

        @Override
        public String get(TraceHeaders headers, String name) {
            return name.equals("traceparent") ? headers.traceparent : name.equals("tracestate") ? headers.tracestate : null;
        }
    };

    private String traceparent;
    private final String tracestate;

    TraceHeaders(String traceparent, String tracestate) {
        this.traceparent = traceparent;
        this.tracestate = tracestate;
    }

    String traceparent() {
        return traceparent;
    }

    private void set(String name, String value) {
        if (name.equals("traceparent")) {
            traceparent = value;
        }
    }
}
