package com.leadlex.graphql;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a caller can do to a service without breaking any rule of HTTP. */
enum HostileHabit {

    /** Sends requests as fast as they are taken, and reads no answer. */
    READS_NOTHING,
    /** Sends a byte a second of a request. */
    DRIPS,
    /** Sends requests, then says that there will be no more, reads no answer, and resets the connection after a while. */
    HALF_CLOSES,
    /** HTTP/2: opens as many streams as Netty lets one connection reset, each for a long answer, and resets each at once. */
    RESETS_STREAMS,
    /** Sends all of a large body but its end. */
    STOPS_IN_BODY,
    /** HTTP/2: has as many streams open as it may, and gives none of them a window for its answer. */
    GIVES_NO_WINDOW;

    private static final long SECOND = 1_000_000_000L;
    private static final String PIPELINED = "GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final int BODY = 262_144;
    private static final String STOPPED = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: " + BODY + "\r\n\r\n" + " ".repeat(BODY - 1);
    private static final String DRIPPED = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: 1000\r\n\r\n" + " ".repeat(1_000);
    /** What the service tells in its SETTINGS. */
    private static final int OPEN_AT_ONCE = 100;
    /** How many the bytes hold; RESETS_STREAMS: streams. */
    static final int REQUESTS = 200;

    /** Sent again and again. */
    byte[] bytes() {
        return switch (this) {
            case READS_NOTHING, HALF_CLOSES -> ascii(PIPELINED.repeat(REQUESTS));
            case DRIPS -> ascii(DRIPPED);
            case RESETS_STREAMS -> streams(REQUESTS, true);
            case GIVES_NO_WINDOW -> streams(OPEN_AT_ONCE, false);
            case STOPS_IN_BODY -> ascii(STOPPED);
        };
    }

    /** @return how many bytes make a soak of it: a thousand connections' worth, or ten thousand streams */
    long wanted(int size) {
        return switch (this) {
            case DRIPS -> 10_000;
            case RESETS_STREAMS -> 10_000L / REQUESTS * size;
            case HALF_CLOSES -> 200L * size;
            case READS_NOTHING, STOPS_IN_BODY, GIVES_NO_WINDOW -> 1_000L * size;
        };
    }

    /** How many of them at a time. */
    int atOnce() {
        return this == DRIPS ? 1 : Integer.MAX_VALUE;
    }

    /** After each time, in nanoseconds. */
    long pause() {
        return this == DRIPS ? SECOND : 0;
    }

    /** After they were sent, in nanoseconds; 0 where it goes on sending. */
    long untilItResets() {
        return switch (this) {
            case READS_NOTHING, DRIPS -> 0;
            case HALF_CLOSES -> 5 * SECOND;
            case RESETS_STREAMS -> SECOND;
            case GIVES_NO_WINDOW -> 10 * SECOND;
            case STOPS_IN_BODY -> 60 * SECOND;
        };
    }

    boolean halfCloses() {
        return this == HALF_CLOSES;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** RFC 9113, sections 3.4, 6.2, 6.4 and 6.5; RFC 7541. */
    private static byte[] streams(int count, boolean reset) {
        try (var bytes = new ByteArrayOutputStream(); var out = new DataOutputStream(bytes)) {
            out.write(ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
            frame(out, 4, 0, 0, reset ? new byte[0] : new byte[] { 0, 4, 0, 0, 0, 0 }); // SETTINGS: the window at first
            byte[] get = { (byte) 0x82, (byte) 0x86, 0x01, 1, 'x' };
            byte[] path = ascii("/graphql/schema.graphql");
            for (int stream = 1; stream < 2 * count; stream += 2) {
                ByteArrayOutputStream head = new ByteArrayOutputStream();
                head.writeBytes(get);
                head.write(0x04);
                head.write(path.length);
                head.writeBytes(path);
                frame(out, 1, 0x05, stream, head.toByteArray()); // HEADERS, the last of the stream
                if (reset) {
                    frame(out, 3, 0, stream, new byte[] { 0, 0, 0, 8 }); // RST_STREAM: CANCEL
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeByte(0);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
    }
}
