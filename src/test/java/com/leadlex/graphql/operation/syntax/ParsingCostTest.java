package com.leadlex.graphql.operation.syntax;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Contract, section 5: no text costs more than its length. Documents of 256 KiB, each of a short text that is repeated, are
 * parsed or refused within the CPU time that a whole request may take, and the message does not grow with them.
 */
class ParsingCostTest {

    private static final int BYTES = 256 * 1024;
    private static final long MOST_NANOSECONDS = 50_000_000;
    private static final int DOCUMENTS = 400;
    private static final String[] PIECES = { "a", "A", "_0", " ", ",", "\n", "\r", "\r\n", "\t", "#", "\uFEFF", "{", "}", "[",
            "]",
            "(", ")", ":", "$", "@", "!", "=", "|", "...", "..", "\"", "\"\"\"", "\\\"\"\"", "\\", "\\n", "\\u0041", "\\u{",
            "0",
            "\\u{1F600}", "\\uD83D\\uDE00", "😀", "\uD83D", "é", "1", "-", ".", "e", "1.5e9", "query", "fragment F on A", "on",
            "type",
            "\"a\"", "{a", "{a:", "[1]", "{a}", "a:b", "@a(b:1)", "$a:A", "$a:A=1", "...F", "...{a}" };
    private static final String[] BEFORE = { "", "{", "{a(b:", "{a(b:[", "{a(b:\"", "{a(b:\"\"\"", "{a(b:{", "query(",
            "query($a:",
            "#", "\"", "\"\"\"", "{a}", "fragment F on A{a}", "{a(b:1", "{a(b:\"\\u{", "{a(b:1.", "{a@" };

    private final long seed = Long.getLong("seed", new Random().nextLong());
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Test
    void costFollowsLength() {
        long worst = 0;
        String dearest = "";
        for (int i = 0; i < DOCUMENTS; i++) {
            String document = document(new Random(seed + i));
            long took = Math.min(nanoseconds(document), nanoseconds(document)); // the collector may run in one
            if (took > worst && i > DOCUMENTS / 10) {
                worst = took;
                dearest = "seed " + (seed + i) + " took " + took / 1_000 + " µs: " + document.substring(0, 80);
            }
        }
        System.out.println(dearest);
        assertTrue(worst < MOST_NANOSECONDS, dearest);
    }

    private long nanoseconds(String document) {
        long start = threads.getCurrentThreadCpuTime();
        try {
            DocumentParser.parse(document, 15_000);
        } catch (SyntaxError e) {
            assertTrue(e.getMessage().length() < 300, e.getMessage());
        }
        return threads.getCurrentThreadCpuTime() - start;
    }

    private static String document(Random random) {
        String before = BEFORE[random.nextInt(BEFORE.length)];
        StringBuilder unit = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            unit.append(PIECES[random.nextInt(PIECES.length)]);
        }
        int size = unit.toString().getBytes(StandardCharsets.UTF_8).length;
        return before + unit.toString().repeat((BYTES - before.length()) / size);
    }
}
