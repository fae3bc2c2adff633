package com.leadlex.graphql.observability.metrics;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;

/**
 * What Micrometer tells of the JVM, but the collector's counters are read when they are scraped. Its own binder is notified
 * of each collection, and a small heap under load has a hundred a second: that was 2.5 % of the CPU.
 */
@Singleton
class JvmMetrics implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            FunctionTimer.builder("jvm.gc.collections", collector, GarbageCollectorMXBean::getCollectionCount,
                    GarbageCollectorMXBean::getCollectionTime, TimeUnit.MILLISECONDS).tag("gc", collector.getName())
                    .description("Garbage collections, and the time that they took").register(registry);
        }
    }
}
