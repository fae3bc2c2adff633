package com.leadlex.graphql.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Contract, section 6. */
class HeapBudgetTest {

    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @ValueSource(longs = { 64, 256, 1024 })
    void theSharesAddUpToWhatTheServiceLeaves(long mib) {
        long heap = mib * MIB;
        long service = 12 * MIB + heap / 3;
        long all = sum(heap, share -> true);
        assertTrue(all <= heap - service, () -> all + " of " + heap);
        assertTrue(all > (heap - service) / 100 * 99, () -> all + " leaves some unused");
    }

    @ParameterizedTest
    @ValueSource(longs = { 16, 64, 256, 1024, 65536 })
    void whatIsKeptBetweenRequestsIsAtMostAQuarterOfTheHeap(long mib) {
        long kept = sum(mib * MIB, share -> share.compareTo(HeapBudget.SHARED_HOLDS) <= 0);
        assertTrue(kept <= mib * MIB / 4, () -> kept + " of " + mib + " MiB");
    }

    @Test
    void eachShareIsHandedOutOnce() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            sources = files.filter(Files::isRegularFile).toList();
        }
        StringBuilder main = new StringBuilder();
        for (Path source : sources) {
            main.append(Files.readString(source));
        }
        for (HeapBudget share : HeapBudget.values()) {
            long uses = Pattern.compile("HeapBudget\\." + share + "\\b").matcher(main).results().count();
            assertEquals(1, uses, share::name);
        }
    }

    @Test
    void theGuidesTableOfLimitsHasTheseShares() throws IOException {
        List<String> guide = Pattern.compile("\\| (\\d+)/128 \\|").matcher(Files.readString(Path.of("docker/README.md")))
                .results()
                .map(row -> row.group(1)).toList();
        assertEquals(Arrays.stream(HeapBudget.values()).map(share -> String.valueOf(share.parts)).toList(), guide);
    }

    private static long sum(long heap, Predicate<HeapBudget> which) {
        return Arrays.stream(HeapBudget.values()).filter(which).mapToLong(share -> share.bytes(heap)).sum();
    }
}
