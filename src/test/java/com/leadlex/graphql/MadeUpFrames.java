package com.leadlex.graphql;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

import static com.leadlex.graphql.FrameWriter.CONTINUATION;
import static com.leadlex.graphql.FrameWriter.DATA;
import static com.leadlex.graphql.FrameWriter.END_HEADERS;
import static com.leadlex.graphql.FrameWriter.END_STREAM;
import static com.leadlex.graphql.FrameWriter.GOAWAY;
import static com.leadlex.graphql.FrameWriter.HEADERS;
import static com.leadlex.graphql.FrameWriter.PADDED;
import static com.leadlex.graphql.FrameWriter.PING;
import static com.leadlex.graphql.FrameWriter.PRIORITY;
import static com.leadlex.graphql.FrameWriter.PUSH_PROMISE;
import static com.leadlex.graphql.FrameWriter.RST_STREAM;
import static com.leadlex.graphql.FrameWriter.SETTINGS;
import static com.leadlex.graphql.FrameWriter.WINDOW_UPDATE;
import static java.nio.charset.StandardCharsets.US_ASCII;

/** Makes up what a client sends on one connection of HTTP/2. */
final class MadeUpFrames {

    /** What has to become of the connection. */
    enum Outcome {
        /** All of it is lawful: the request at its end is answered. */
        ANSWERED,
        /** Something in it is an error of the connection, by RFC 9113: it ends. */
        ENDED,
        /** Anything may, as long as nobody else is harmed. */
        ANY
    }

    /** @param last the stream of the request at the end */
    record Connection(byte[] bytes, Outcome outcome, int last) {
    }

    private static final String QUERY = "{\"query\":\"{__typename}\"}";
    private static final int LARGEST = 16_384;
    private static final int STREAMS = 0x7fff_ffff;

    /** Errors of the connection. Each is given a stream that is idle yet. */
    private static final List<BiConsumer<FrameWriter, Integer>> ERRORS = List.of(
            (out, idle) -> out.frame(DATA, 0, 0, new byte[5]), (out, idle) -> out.frame(DATA, 0, idle, new byte[5]),
            (out, idle) -> out.frame(DATA, PADDED, idle, new byte[] { 9, 1 }),
            (out, idle) -> out.frame(HEADERS, 5, 0, FrameWriter.getHead()), (out, idle) -> out.get(idle + 1),
            (out, idle) -> out.frame(HEADERS, 5 | PADDED, idle, new byte[] { 90, (byte) 0x82 }),
            (out, idle) -> out.frame(HEADERS, 5, idle, new byte[] { (byte) 0x80 }),
            (out, idle) -> out.frame(HEADERS, 5, idle, new byte[] { -1, -1, -1, -1, -1, -1, -1 }),
            (out, idle) -> out.frame(HEADERS, 5, idle, new byte[] { 0, 100, 'a' }),
            (out, idle) -> out.frame(HEADERS, 5, idle, new byte[] { 0x3f, -1, -1, 3 }),
            (out, idle) -> out.frame(HEADERS, 1, idle, FrameWriter.getHead()).frame(PING, 0, 0, new byte[8]),
            (out, idle) -> out.frame(HEADERS, 1, idle, FrameWriter.getHead()).frame(CONTINUATION, 4, idle + 2, new byte[0]),
            (out, idle) -> out.frame(HEADERS, 5, idle, new byte[LARGEST + 1]),
            (out, idle) -> out.frame(PRIORITY, 0, 0, new byte[5]), (out, idle) -> out.frame(RST_STREAM, 0, 0, new byte[4]),
            (out, idle) -> out.frame(RST_STREAM, 0, idle, new byte[4]),
            (out, idle) -> out.get(idle).frame(RST_STREAM, 0, idle, new byte[3]),
            (out, idle) -> out.frame(SETTINGS, 0, idle, new byte[6]), (out, idle) -> out.frame(SETTINGS, 0, 0, new byte[5]),
            (out, idle) -> out.frame(SETTINGS, 1, 0, new byte[6]), (out, idle) -> out.setting(2, 2),
            (out, idle) -> out.setting(4, Integer.MIN_VALUE), (out, idle) -> out.setting(5, 100),
            (out, idle) -> out.frame(PUSH_PROMISE, 4, idle, new byte[8]), (out, idle) -> out.frame(PING, 0, idle, new byte[8]),
            (out, idle) -> out.frame(PING, 0, 0, new byte[7]), (out, idle) -> out.frame(GOAWAY, 0, idle, new byte[8]),
            (out, idle) -> out.frame(GOAWAY, 0, 0, new byte[7]), (out, idle) -> out.window(0, 0),
            (out, idle) -> out.window(0, STREAMS), (out, idle) -> out.window(idle, 1),
            (out, idle) -> out.frame(WINDOW_UPDATE, 0, 0, new byte[3]),
            (out, idle) -> out.frame(CONTINUATION, 4, idle, new byte[1]),
            (out, idle) -> out.frame(77, 0, 0, new byte[LARGEST + 1]));

    private final Random random;
    private final FrameWriter out = new FrameWriter();
    private int next = 1;

    MadeUpFrames(Random random) {
        this.random = random;
    }

    Connection connection() {
        Outcome outcome = Outcome.values()[random.nextInt(3)];
        if (outcome == Outcome.ANY && random.nextInt(10) == 0) {
            return new Connection(bytes(random.nextInt(2_000)), outcome, 0);
        }
        out.text(FrameWriter.PREFACE).frame(SETTINGS, 0, 0, new byte[0]);
        for (int i = random.nextInt(20); i > 0; i--) {
            if (outcome == Outcome.ANY && random.nextBoolean()) {
                chaos();
            } else {
                lawful();
            }
        }
        if (outcome == Outcome.ENDED) {
            ERRORS.get(random.nextInt(ERRORS.size())).accept(out, stream());
            lawful();
        }
        int last = stream();
        out.get(last);
        return new Connection(out.toBytes(), outcome, last);
    }

    private int stream() {
        next += 2 * (1 + random.nextInt(random.nextInt(20) == 0 ? 1_000 : 2));
        return next;
    }

    /** What no client need fear to send. */
    private void lawful() {
        switch (random.nextInt(13)) {
            case 11 -> out.frame(HEADERS, END_HEADERS, stream(), FrameWriter.connectHead());
            case 0 -> out.frame(PING, random.nextInt(2), 0, bytes(8));
            case 1 -> out.frame(PRIORITY, 0, 1 + random.nextInt(1_000), new byte[] { 0, 0, 0, 0, (byte) random.nextInt(256) });
            case 2 ->
                out.frame(10 + random.nextInt(246), random.nextInt(256), random.nextInt(STREAMS), bytes(random.nextInt(300)));
            case 3 -> out.window(0, 1 + random.nextInt(1_000));
            case 4 -> out.setting(random.nextBoolean() ? 1 : 3, random.nextInt(70_000));
            case 5 -> out.setting(4, 65_535 + random.nextInt(100_000));
            case 6 -> out.setting(9 + random.nextInt(1_000), random.nextInt());
            case 7 -> split(stream(), FrameWriter.getHead());
            case 8 -> post("application/json", true);
            case 9 -> post("application/json", false).frame(RST_STREAM, 0, next, FrameWriter.number(random.nextInt(20)));
            case 10 -> post("text/plain", random.nextBoolean());
            default -> out.get(stream());
        }
    }

    /** A head in as many frames as there may be. */
    private void split(int stream, byte[] head) {
        int at = random.nextInt(head.length);
        out.frame(HEADERS, END_STREAM, stream, Arrays.copyOf(head, at));
        int then = at + random.nextInt(head.length - at);
        out.frame(CONTINUATION, 0, stream, Arrays.copyOfRange(head, at, then));
        out.frame(CONTINUATION, END_HEADERS, stream, Arrays.copyOfRange(head, then, head.length));
    }

    private FrameWriter post(String contentType, boolean whole) {
        int stream = stream();
        out.frame(HEADERS, END_HEADERS, stream, FrameWriter.postHead(contentType));
        int at = random.nextInt(QUERY.length());
        out.frame(DATA, 0, stream, QUERY.substring(0, at).getBytes(US_ASCII));
        if (whole) {
            int padding = random.nextInt(256);
            byte[] rest = QUERY.substring(at).getBytes(US_ASCII);
            byte[] padded = new byte[1 + rest.length + padding];
            padded[0] = (byte) padding;
            System.arraycopy(rest, 0, padded, 1, rest.length);
            out.frame(DATA, PADDED | END_STREAM, stream, padded);
        }
        return out;
    }

    /** Frames of any type, and heads that are none. */
    private void chaos() {
        switch (random.nextInt(9)) {
            case 7 -> out.frame(HEADERS, 5, stream(), FrameWriter.tooLarge(random.nextInt(40)));
            case 0 -> out.frame(HEADERS, random.nextInt(256), anyStream(), bytes(random.nextInt(200)));
            case 1 -> out.setting(1 + random.nextInt(6), random.nextInt());
            case 2 -> out.setting(1 + random.nextInt(6), random.nextInt(3));
            case 3 -> out.frame(HEADERS, 5, stream(), FrameWriter.postHead("application/json", oddName(), oddName()));
            case 4 -> out.frame(HEADERS, END_HEADERS, stream(),
                    FrameWriter.postHead("application/json", "content-length", String.valueOf(random.nextInt(40))))
                    .frame(DATA, random.nextInt(2), next, QUERY.getBytes(US_ASCII));
            case 5 -> out.frame(HEADERS, 5, anyStream(), FrameWriter.header("x-trailer", oddName()));
            case 6 -> {
                byte[] head = FrameWriter.getHead();
                head[random.nextInt(head.length)] = (byte) random.nextInt(256);
                out.frame(HEADERS, 5, stream(), head);
            }
            default -> out.frame(random.nextInt(11), random.nextInt(256), anyStream(), bytes(random.nextInt(50)));
        }
    }

    private String oddName() {
        return switch (random.nextInt(7)) {
            case 0 -> "X-Upper";
            case 1 -> ":path";
            case 2 -> "connection";
            case 3 -> "transfer-encoding";
            case 4 -> "";
            case 5 -> "a\r\nb: c\0";
            default -> "x" + random.nextInt(10) + "\u00e9".repeat(random.nextInt(300));
        };
    }

    private int anyStream() {
        return random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(next + 4);
    }

    private byte[] bytes(int many) {
        byte[] bytes = new byte[many];
        random.nextBytes(bytes);
        return bytes;
    }
}
