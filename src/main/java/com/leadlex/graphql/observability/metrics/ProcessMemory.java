package com.leadlex.graphql.observability.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * {@code process.resident.memory}: what the process holds of the machine's memory, which a container's limit is measured
 * against. Linux tells it; elsewhere there is no such meter.
 */
@Singleton
class ProcessMemory implements MeterBinder {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    @Override
    public void bindTo(MeterRegistry registry) {
        if (Files.isReadable(STATUS)) {
            Gauge.builder("process.resident.memory", ProcessMemory::residentBytes).baseUnit("bytes")
                    .description("Memory that the process holds").register(registry);
        }
    }

    /** The line says {@code VmRSS:   87654 kB}. */
    private static double residentBytes() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(RESIDENT)).findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024.0).orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
