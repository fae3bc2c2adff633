package com.leadlex.graphql.observability;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.error.ErrorCode;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void callsAreCountedByOutcome() {
        LeadlexMetrics metrics = new LeadlexMetrics(registry);
        for (ErrorCode failure : new ErrorCode[] { null, null, ErrorCode.NOT_FOUND, ErrorCode.UPSTREAM_TIMEOUT }) {
            metrics.callStarted();
            metrics.callEnded(failure, TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertEquals(2, calls("success"));
        assertEquals(1, calls("not_found"));
        assertEquals(1, calls("upstream_timeout"));
        assertEquals(0, registry.get("leadlex.in.flight").gauge().value());
    }

    @Test
    void callsUnderWayAndOpenCircuitsAreGauges() {
        LeadlexMetrics metrics = new LeadlexMetrics(registry);
        metrics.callStarted();
        metrics.callStarted();
        metrics.callEnded(null, 1);
        metrics.circuit(true);
        assertEquals(1, registry.get("leadlex.in.flight").gauge().value());
        assertEquals(1, registry.get("leadlex.circuits.open").gauge().value());
        metrics.circuit(false);
        assertEquals(0, registry.get("leadlex.circuits.open").gauge().value());
    }

    @Test
    void operationNamesOfClientsMakeNoSeriesOfTheirOwn() {
        OperationMetrics metrics = new OperationMetrics(registry);
        metrics.ended("Activity", null, 1);
        metrics.ended(null, null, 1);
        metrics.ended(null, ErrorCode.BAD_USER_INPUT, 1);
        List<String> names = registry.find("facade.operations").timers().stream()
                .map(timer -> timer.getId().getTag("operation")).distinct().toList();
        assertEquals(2, names.size());
        assertTrue(names.containsAll(List.of("Activity", OperationMetrics.OTHER)));
        assertEquals(1,
                registry.get("facade.operations").tags("operation", "other", "outcome", "bad_user_input").timer().count());
    }

    private long calls(String outcome) {
        return registry.get("leadlex.calls").tag("outcome", outcome).timer().count();
    }
}
