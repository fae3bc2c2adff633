package com.leadlex.graphql.connection;

import io.netty.buffer.ByteBuf;

/** Finds where the head of an HTTP/1 request ends: at an empty line (RFC 9112, section 2.1), which a lone LF may end. */
final class Heads {

    private int lines;

    /** @return the index behind the first empty line from there on; -1 when there is none */
    int end(ByteBuf bytes, int from) {
        lines = 0;
        int end = bytes.writerIndex();
        int line = from;
        while (line < end) {
            int feed = bytes.indexOf(line, end, (byte) '\n');
            if (feed < 0) {
                return -1;
            }
            lines++;
            if (feed == line && line > from || feed == line + 1 && bytes.getByte(line) == '\r') {
                return feed + 1;
            }
            line = feed + 1;
        }
        return -1;
    }

    /** How many there were, the last time. */
    int lines() {
        return lines;
    }
}
