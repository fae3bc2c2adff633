package com.leadlex.graphql.leadlex;

import java.lang.management.ManagementFactory;

/** How much the process holds on to. */
final class Heap {

    private Heap() {
    }

    static long mebibytesAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }
}
