package com.leadlex.graphql.memory;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Contract, section 6. */
class HeapShareTest {

    private static final long HEAP = Runtime.getRuntime().maxMemory();

    @Test
    void whatIsKeptBetweenRequestsIsAtMostAQuarterOfTheHeap() {
        long kept = Arrays.stream(HeapShare.values()).filter(HeapShare::isKept).mapToLong(HeapShare::bytes).sum();
        assertTrue(kept <= HEAP / 4, () -> kept + " of " + HEAP);
    }

    @Test
    void aQuarterOfTheHeapIsLeftForTheServiceItself() {
        long all = Arrays.stream(HeapShare.values()).mapToLong(HeapShare::bytes).sum();
        assertTrue(all <= HEAP / 4 * 3, () -> all + " of " + HEAP);
    }

    @Test
    void eachShareIsOfUseInAHeapOf64Mebibytes() {
        for (HeapShare share : HeapShare.values()) {
            assertTrue(share.bytes() * 64 / (HEAP >> 20) >= 500_000, share::name);
        }
    }
}
