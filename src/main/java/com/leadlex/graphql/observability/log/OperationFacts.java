package com.leadlex.graphql.observability.log;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.Failure;

import io.opentelemetry.api.trace.SpanContext;

/**
 * What the line of an operation tells.
 *
 * @param micros how long it took, in microseconds
 * @param codes joined by commas; null when there is no error
 * @param failure what happened on the way to Leadlex; null when nothing did
 * @param span null when tracing is off
 */
record OperationFacts(String requestId, String operation, @Nullable String type, int status, long micros,
        @Nullable String codes, @Nullable Failure failure, @Nullable SpanContext span) {

    /** Who is told the facts, one by one, always in the same order. */
    interface Listener {

        void text(String name, String value);

        void number(String name, long value);

        /** @param thousandths of a number that has three decimals */
        void decimal(String name, long thousandths);
    }

    void tell(Listener listener) {
        listener.text("requestId", requestId);
        listener.text("operation", operation);
        if (type != null) {
            listener.text("type", type);
        }
        listener.number("status", status);
        listener.decimal("durationMs", micros);
        if (codes != null) {
            listener.text("codes", codes);
        }
        if (failure != null && failure.cause() != null) {
            listener.text("cause", failure.cause().word());
            if (failure.upstreamStatus() != null) {
                listener.number("upstreamStatus", failure.upstreamStatus());
            }
            listener.number("attempts", failure.attempts());
        }
        if (span != null) {
            listener.text("traceId", span.getTraceId());
            listener.text("spanId", span.getSpanId());
        }
    }

    /** Text and numbers. */
    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>(16);
        tell(new Listener() {

            @Override
            public void text(String name, String value) {
                map.put(name, value);
            }

            @Override
            public void number(String name, long value) {
                map.put(name, value);
            }

            @Override
            public void decimal(String name, long thousandths) {
                map.put(name, BigDecimal.valueOf(thousandths, 3));
            }
        });
        return map;
    }
}
