package com.leadlex.graphql;

import java.nio.charset.StandardCharsets;

/** What a caller can do to a service without breaking any rule of HTTP. */
enum HostileHabit {

    /** Sends requests as fast as they are taken, and reads no answer. */
    READS_NOTHING,
    /** Sends a byte a second of a request. */
    DRIPS,
    /** Sends requests, then says that there will be no more, reads no answer, and resets the connection after a while. */
    HALF_CLOSES,
    /** Sends all of a large body but its end. */
    STOPS_IN_BODY;

    private static final long SECOND = 1_000_000_000L;
    private static final String PIPELINED = "GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final int BODY = 262_144;
    private static final String STOPPED = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: " + BODY + "\r\n\r\n" + " ".repeat(BODY - 1);
    private static final String DRIPPED = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: 1000\r\n\r\n" + " ".repeat(1_000);
    /** How many the bytes hold. */
    private static final int REQUESTS = 200;

    /** Sent again and again. */
    byte[] bytes() {
        return switch (this) {
            case READS_NOTHING, HALF_CLOSES -> ascii(PIPELINED.repeat(REQUESTS));
            case DRIPS -> ascii(DRIPPED);
            case STOPS_IN_BODY -> ascii(STOPPED);
        };
    }

    /** @return how many bytes make a soak of it: a thousand connections' worth */
    long wanted(int size) {
        return switch (this) {
            case DRIPS -> 10_000;
            case HALF_CLOSES -> 200L * size;
            case READS_NOTHING, STOPS_IN_BODY -> 1_000L * size;
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
            case STOPS_IN_BODY -> 60 * SECOND;
        };
    }

    boolean halfCloses() {
        return this == HALF_CLOSES;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
