package com.leadlex.graphql.observability;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.prometheus.client.exemplars.ExemplarSampler;

/**
 * The meters of the JVM and the process. The garbage collector's counters are read at each scrape.
 * Micrometer's own binder would handle each collection: at a hundred a second, this took 2.5 % of the CPU.
 */
@Singleton
class ProcessMetrics implements MeterBinder {

    private static final Path PROCESS_STATUS_FILE = Path.of("/proc/self/status");
    private static final String RESIDENT_MEMORY_PREFIX = "VmRSS:";

    @Override
    public void bindTo(MeterRegistry registry) {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        for (GarbageCollectorMXBean garbageCollector : ManagementFactory.getGarbageCollectorMXBeans()) {
            FunctionTimer.builder("jvm.gc.collections", garbageCollector, GarbageCollectorMXBean::getCollectionCount,
                    GarbageCollectorMXBean::getCollectionTime, TimeUnit.MILLISECONDS).tag("gc", garbageCollector.getName())
                    .description("Garbage collections and the time they took").register(registry);
        }
        if (Files.isReadable(PROCESS_STATUS_FILE)) {
            Gauge.builder("process.resident.memory", ProcessMetrics::residentBytes).baseUnit("bytes")
                    .description("Memory that the process holds; a container's limit is measured against it")
                    .register(registry);
        }
    }

    /** Linux writes the line {@code VmRSS:   87654 kB}. */
    private static double residentBytes() {
        try (var statusLines = Files.lines(PROCESS_STATUS_FILE)) {
            return statusLines.filter(line -> line.startsWith(RESIDENT_MEMORY_PREFIX)).findFirst()
                    .map(ProcessMetrics::bytesOfKilobyteLine).orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static double bytesOfKilobyteLine(String statusLine) {
        String kilobytes = statusLine.replaceAll("\\D", "");
        return Long.parseLong(kilobytes) * 1024.0;
    }

    /**
     * Without this bean, Quarkus looks for the current span at each measurement, to add it to the metric as an exemplar,
     * which takes 2 % of a request. The spans of this service are passed as arguments and never current.
     */
    @Produces
    @Alternative
    @Priority(1)
    static Optional<ExemplarSampler> noExemplars() {
        return Optional.empty();
    }
}
