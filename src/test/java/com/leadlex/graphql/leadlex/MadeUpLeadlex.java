package com.leadlex.graphql.leadlex;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A Leadlex whose answers are made up at random: informational ones before, surplus bytes and whole second answers behind, in
 * the same packet or later, so that they come for the next request, cut, reset, split anywhere and slow. Each activity names
 * the key and id that it was written for.
 */
final class MadeUpLeadlex implements AutoCloseable {

    private static final int[] INFORMATIONAL = { 100, 102, 103, 104, 199 };

    private final RawLeadlex raw;
    private final AtomicLong seeds;
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final Set<Integer> connections = ConcurrentHashMap.newKeySet();

    MadeUpLeadlex(int port, long seed) {
        raw = new RawLeadlex(port);
        seeds = new AtomicLong(seed);
        raw.answers(exchange -> {
            connections.add(exchange.socket().getPort());
            if (raw.seen().size() > 50) {
                raw.seen().clear();
            }
            answer(exchange, new SplittableRandom(seeds.incrementAndGet()));
        });
    }

    Map<String, LongAdder> counts() {
        return counts;
    }

    int connections() {
        return connections.size();
    }

    private void answer(RawLeadlex.Exchange exchange, SplittableRandom random) throws Exception {
        StringBuilder wire = new StringBuilder();
        for (int i = random.nextInt(10) - 7; i > 0; i--) {
            count("informational");
            wire.append("HTTP/1.1 ").append(INFORMATIONAL[random.nextInt(INFORMATIONAL.length)]).append(" Soon\r\n\r\n");
            if (random.nextInt(4) == 0) {
                send(exchange, wire, random);
                Thread.sleep(random.nextInt(3));
            }
        }
        switch (random.nextInt(80)) {
            case 0 -> {
                count("slow");
                Thread.sleep(40 + random.nextInt(60));
                wire.append(found(exchange, random));
            }
            case 1 -> {
                count("cut");
                String whole = found(exchange, random);
                send(exchange, wire.append(whole, 0, random.nextInt(whole.length())), random);
                return;
            }
            case 2 -> {
                count("reset");
                exchange.reset();
                return;
            }
            case 3 -> {
                count("no final status");
                wire.append("HTTP/1.1 ").append(random.nextBoolean() ? "101" : "042").append(" What\r\n\r\n");
            }
            case 4 -> {
                count("not found");
                wire.append("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            }
            default -> wire.append(found(exchange, random));
        }
        switch (random.nextInt(25)) {
            case 0 -> {
                // In one piece: split between the two, the second one would come later.
                count("second answer behind");
                exchange.write(wire.append(found(exchange, random)).toString().getBytes(StandardCharsets.UTF_8));
            }
            case 1 -> {
                count("bytes behind");
                wire.append(bytes(exchange, random));
                send(exchange, wire, random);
            }
            case 2 -> {
                send(exchange, wire, random);
                Thread.sleep(random.nextInt(3));
                count("bytes later");
                wire.append(bytes(exchange, random));
                send(exchange, wire, random);
            }
            case 3 -> {
                String second = found(exchange, random);
                send(exchange, wire, random);
                Thread.sleep(random.nextInt(8));
                count("second answer later");
                send(exchange, wire.append(second), random);
            }
            default -> send(exchange, wire, random);
        }
        exchange.answered();
    }

    /** Bytes that are no whole answer. */
    private static String bytes(RawLeadlex.Exchange exchange, SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> "\r\n";
            case 1 -> "HTTP/1.1 102 Processing\r\n\r\n";
            case 2 -> "HTTP/1.1 200 OK\r\nX-Head: cut";
            case 3 -> {
                // So long that the answers after it cannot make it whole.
                String body = body(exchange);
                yield "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + body.substring(0, random.nextInt(body.length()));
            }
            default -> "\0\1\2 HTTP";
        };
    }

    private static String found(RawLeadlex.Exchange exchange, SplittableRandom random) {
        String body = body(exchange);
        int middle = random.nextInt(1, body.length());
        return random.nextInt(3) > 0 ? withLength(body)
                : "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(body.substring(0, middle))
                        + chunk(body.substring(middle)) + chunk("");
    }

    private static String body(RawLeadlex.Exchange exchange) {
        return "{\"data\":{\"activity\":{\"id\":\"" + exchange.id() + "\",\"type\":\"call\",\"title\":\"" + exchange.key()
                + "\"}}}";
    }

    private static String withLength(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    /** At once, or in two parts. */
    private static void send(RawLeadlex.Exchange exchange, StringBuilder wire, SplittableRandom random)
            throws IOException, InterruptedException {
        byte[] bytes = wire.toString().getBytes(StandardCharsets.UTF_8);
        wire.setLength(0);
        int part = random.nextInt(4) == 0 && bytes.length > 1 ? random.nextInt(1, bytes.length) : bytes.length;
        exchange.write(Arrays.copyOf(bytes, part));
        if (part < bytes.length) {
            Thread.sleep(random.nextInt(2));
            exchange.write(Arrays.copyOfRange(bytes, part, bytes.length));
        }
    }

    private void count(String what) {
        counts.computeIfAbsent(what, it -> new LongAdder()).increment();
    }

    @Override
    public void close() {
        raw.close();
    }
}
