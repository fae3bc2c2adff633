package com.leadlex.graphql.leadlex;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPOutputStream;

/**
 * All that Leadlex, or what is in front of it, may do wrong. Three in ten activities go wrong, each in its way. For a period of
 * 15 s it is the same way for the same key and id, so that retries do not help. It remembers whom it told what, so that an
 * error that was meant for another shows, too.
 */
final class BadDay {

    private static final String[] NONE = {};
    private static final int MIB = 1 << 20;
    private static final int SECONDS = 15;
    /** What it says of keeping an activity; with a cache of five seconds, none is kept for longer. */
    private static final String[] KEEPING = { "X: y", "X: z", "Cache-Control: private", "Cache-Control: max-age=2",
            "Cache-Control: no-store", "Cache-Control: no-cache" };
    /** The status of what is no activity all the same. */
    private static final int UNUSABLE = 200;
    private static final byte[] OVERSIZED = filled(9 * MIB);
    private static final byte[] BOMB = gzip(new byte[64 * MIB]);

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    /** When what was last told to whom: a status, or {@link #UNUSABLE}. */
    private final Map<String, Long> told = new ConcurrentHashMap<>();

    /** How often it did what. */
    Map<String, LongAdder> counts() {
        return counts;
    }

    private interface Way {
        void answer(RawLeadlex.Exchange exchange, SplittableRandom random) throws Exception;
    }

    private final Map<String, Way> ways = Map.ofEntries(
            Map.entry("another status", (exchange, random) -> body(exchange,
                    new int[] { 201, 302, 400, 401, 403, 404, 418, 500, 502, 503 }[random.nextInt(10)],
                    new String[] { "", "{\"error\":\"some_code\"}", "<html></html>", "{\"code\":\"" }[random.nextInt(4)])),
            Map.entry("rate limited", (exchange, random) -> body(exchange, 429, "{}",
                    new String[] { "Retry-After: 1", "Retry-After: 0.503", "Retry-After: 1, 1", "X: y" }[random.nextInt(4)])),
            Map.entry("unavailable for a while", (exchange, random) -> body(exchange, 503, "", "Retry-After: 30")),
            Map.entry("unchanged without a tag", (exchange, random) -> unchanged(exchange)),
            Map.entry("another one unchanged", (exchange, random) -> unchanged(exchange, "ETag: \"other\"")),
            Map.entry("informational before", (exchange, random) -> {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    exchange.write(("HTTP/1.1 " + new int[] { 100, 102, 103, 104, 199 }[random.nextInt(5)] + " Wait\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    Thread.sleep(random.nextInt(300));
                }
                found(exchange);
            }),
            Map.entry("bytes behind", (exchange, random) -> {
                // In one piece: what comes later may come when the next request is under way, which nobody can tell.
                String body = activity(exchange, 0);
                exchange.write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body
                        + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}").getBytes(StandardCharsets.US_ASCII));
                exchange.answered();
            }),
            Map.entry("closed without a word", (exchange, random) -> {
                found(exchange);
                exchange.socket().close();
            }),
            Map.entry("reset", (exchange, random) -> exchange.reset()),
            Map.entry("closed before", (exchange, random) -> exchange.socket().close()),
            Map.entry("cut short", (exchange, random) -> {
                int status = new int[] { 200, 404, 503 }[random.nextInt(3)];
                tell(exchange, status);
                exchange.head(status, NONE, "Content-Length: 1000");
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
                    (exchange, random) -> body(exchange, new int[] { 200, 401, 429, 503 }[random.nextInt(4)], OVERSIZED)),
            Map.entry("large", (exchange, random) -> {
                // Several of them can be too large together, so that another look-up of the operation has no room.
                told.put(exchange.key() + " " + UNUSABLE, period());
                exchange.json(200, activity(exchange, random.nextInt(MIB)));
            }),
            Map.entry("a bomb", (exchange, random) -> body(exchange, UNUSABLE, BOMB, "Content-Encoding: gzip")),
            Map.entry("lying gzip", (exchange, random) -> body(exchange, UNUSABLE, "no gzip", "Content-Encoding: gzip")),
            Map.entry("a large head", (exchange, random) -> exchange.body(200,
                    activity(exchange, 0).getBytes(StandardCharsets.UTF_8), "Content-Security-Policy: " + "x".repeat(9_000))),
            Map.entry("too large a head", (exchange, random) -> body(exchange, UNUSABLE, "", "X: " + "x".repeat(70_000))),
            Map.entry("no HTTP", (exchange, random) -> exchange.write("SSH-2.0-x\r\n\r\n".getBytes(StandardCharsets.US_ASCII))),
            Map.entry("garbage", (exchange, random) -> body(exchange, UNUSABLE, "garbage")),
            Map.entry("another id", (exchange, random) -> body(exchange, UNUSABLE,
                    "{\"data\":{\"activity\":{\"id\":\"act_other\",\"type\":\"call\"}}}")));

    /** Periods are numbered; an activity is another one in each. */
    static long period() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()) / SECONDS;
    }

    /** @return how many seconds ago that period ended, to the nanosecond; negative while it has not */
    static double secondsSince(long period, long nanos) {
        return nanos / 1e9 - (period + 1) * SECONDS;
    }

    void answer(RawLeadlex.Exchange exchange) throws Exception {
        SplittableRandom random = new SplittableRandom(Objects.hash(exchange.key(), exchange.id(), period()));
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
        count(name);
        ways.get(name).answer(exchange, random);
    }

    private void count(String what) {
        counts.computeIfAbsent(what, it -> new LongAdder()).increment();
    }

    /**
     * @return whether this key was told so of this activity, now or in the period before, or of any one where that can be why
     */
    boolean told(String authorization, String id, int status) {
        long earliest = period() - 2;
        return told.getOrDefault(authorization + " " + id + " " + status, 0L) >= earliest
                || told.getOrDefault(authorization + " " + status, 0L) >= earliest;
    }

    private void tell(RawLeadlex.Exchange exchange, int status) {
        told.put(exchange.key() + " " + exchange.id() + " " + status, period());
    }

    private void body(RawLeadlex.Exchange exchange, int status, String body, String... headers) throws IOException {
        body(exchange, status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private void body(RawLeadlex.Exchange exchange, int status, byte[] body, String... headers) throws IOException {
        tell(exchange, status);
        exchange.body(status, body, headers);
    }

    private void unchanged(RawLeadlex.Exchange exchange, String... headers) throws IOException {
        tell(exchange, 304);
        exchange.head(304, headers);
        exchange.answered();
    }

    /** As it is in this period: with a tag, by which it is asked for again. */
    private void found(RawLeadlex.Exchange exchange) throws IOException {
        String etag = "\"" + Objects.hash(exchange.key(), exchange.id(), period()) + "\"";
        if (etag.equals(exchange.headers().get("if-none-match"))) {
            count("unchanged");
            unchanged(exchange, "ETag: " + etag);
        } else {
            exchange.json(200, activity(exchange, 0), "ETag: " + etag,
                    KEEPING[Math.floorMod(exchange.id().hashCode(), KEEPING.length)]);
        }
    }

    int ways() {
        return ways.size();
    }

    /** @param more characters of its description */
    static String activity(RawLeadlex.Exchange exchange, int more) {
        return "{\"data\":{\"activity\":{\"id\":\"" + exchange.id() + "\",\"type\":\"call\",\"title\":\"" + exchange.key() + " "
                + exchange.id() + " " + period() + "\",\"description\":\"" + "x".repeat(more) + "\"}}}";
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
