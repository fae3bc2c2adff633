package com.leadlex.graphql.leadlex;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPOutputStream;

/**
 * All that Leadlex, or what is in front of it, may do wrong. Three in ten activities go wrong, each in its way. For 15 s it is
 * the same way for the same key and id, so that retries do not help.
 */
final class BadDay {

    private static final String[] NONE = {};
    private static final int MIB = 1 << 20;
    private static final byte[] OVERSIZED = filled(9 * MIB);
    private static final byte[] BOMB = gzip(new byte[64 * MIB]);

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

    /** How often it did what. */
    Map<String, LongAdder> counts() {
        return counts;
    }

    private interface Way {
        void answer(RawLeadlex.Exchange exchange, SplittableRandom random) throws Exception;
    }

    private final Map<String, Way> ways = Map.ofEntries(
            Map.entry("another status", (exchange, random) -> exchange.json(
                    new int[] { 201, 302, 400, 401, 403, 404, 418, 500, 502, 503 }[random.nextInt(10)],
                    new String[] { "", "{\"error\":\"some_code\"}", "<html></html>", "{\"code\":\"" }[random.nextInt(4)])),
            Map.entry("rate limited", (exchange, random) -> exchange.json(429, "{}",
                    new String[] { "Retry-After: 1", "Retry-After: 0.503", "Retry-After: 1, 1", "X: y" }[random.nextInt(4)])),
            Map.entry("unavailable for a while", (exchange, random) -> exchange.json(503, "", "Retry-After: 30")),
            Map.entry("informational before", (exchange, random) -> {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    exchange.write(("HTTP/1.1 " + new int[] { 100, 102, 103, 104, 199 }[random.nextInt(5)] + " Wait\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    Thread.sleep(random.nextInt(300));
                }
                found(exchange);
            }),
            Map.entry("bytes behind", (exchange, random) -> {
                found(exchange);
                exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));
            }),
            Map.entry("closed without a word", (exchange, random) -> {
                found(exchange);
                exchange.socket().close();
            }),
            Map.entry("reset", (exchange, random) -> exchange.reset()),
            Map.entry("closed before", (exchange, random) -> exchange.socket().close()),
            Map.entry("cut short", (exchange, random) -> {
                exchange.head(new int[] { 200, 404, 503 }[random.nextInt(3)], NONE, "Content-Length: 1000");
                exchange.write("{\"data\":".getBytes(StandardCharsets.US_ASCII));
                exchange.reset();
            }),
            Map.entry("silent", (exchange, random) -> exchange.socket().getInputStream().read()),
            Map.entry("trickling", (exchange, random) -> {
                exchange.head(200, NONE, "Content-Length: 1000");
                for (int i = 0; i < 100; i++) {
                    exchange.write(new byte[] { ' ' });
                    Thread.sleep(100);
                }
            }),
            Map.entry("oversized",
                    (exchange, random) -> exchange.body(new int[] { 200, 401, 429, 503 }[random.nextInt(4)], OVERSIZED)),
            Map.entry("large", (exchange, random) -> exchange.json(200, activity(exchange, random.nextInt(MIB)))),
            Map.entry("a bomb", (exchange, random) -> exchange.body(200, BOMB, "Content-Encoding: gzip")),
            Map.entry("lying gzip", (exchange, random) -> exchange.json(200, "no gzip", "Content-Encoding: gzip")),
            Map.entry("a large head", (exchange, random) -> exchange.body(200,
                    activity(exchange, 0).getBytes(StandardCharsets.UTF_8), "Content-Security-Policy: " + "x".repeat(9_000))),
            Map.entry("too large a head", (exchange, random) -> exchange.body(200, new byte[0], "X: " + "x".repeat(70_000))),
            Map.entry("no HTTP", (exchange, random) -> exchange.write("SSH-2.0-x\r\n\r\n".getBytes(StandardCharsets.US_ASCII))),
            Map.entry("garbage", (exchange, random) -> exchange.json(200, "garbage")),
            Map.entry("another id", (exchange, random) -> exchange.json(200,
                    "{\"data\":{\"activity\":{\"id\":\"act_other\",\"type\":\"call\"}}}")));

    void answer(RawLeadlex.Exchange exchange) throws Exception {
        long time = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()) / 15;
        SplittableRandom random = new SplittableRandom(Objects.hash(exchange.key(), exchange.id(), time));
        int fate = random.nextInt(10);
        String name = fate < 6 ? "well"
                : fate == 6 ? "late"
                        : ways.keySet().stream().sorted().skip(random.nextInt(ways.size()))
                                .findFirst().orElseThrow();
        // These take seconds, or megabytes: with too many of them no time would be left for the others.
        boolean costly = name.equals("silent") || name.equals("trickling") || name.equals("a bomb") || name.equals("oversized");
        if (fate <= 6 || costly && random.nextInt(10) > 0) {
            Thread.sleep(fate == 6 ? 200 : 0);
            found(exchange);
            return;
        }
        counts.computeIfAbsent(name, it -> new LongAdder()).increment();
        ways.get(name).answer(exchange, random);
    }

    int ways() {
        return ways.size();
    }

    static void found(RawLeadlex.Exchange exchange) throws IOException {
        exchange.json(200, activity(exchange, 0));
    }

    private static String activity(RawLeadlex.Exchange exchange, int more) {
        return "{\"data\":{\"activity\":{\"id\":\"" + exchange.id() + "\",\"type\":\"call\",\"title\":\"" + exchange.key() + " "
                + exchange.id() + "\",\"description\":\"" + "x".repeat(more) + "\"}}}";
    }

    private static byte[] filled(int bytes) {
        return "x".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
