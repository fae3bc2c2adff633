package com.leadlex.graphql.connection;

import io.netty.buffer.ByteBuf;

/**
 * How much of what came on an HTTP/2 connection cannot be used yet: a frame that is not whole, and the head that it is part of
 * (RFC 9113, sections 4.1 and 6.10).
 */
final class Frames {

    private static final int PREFACE = 24;
    private static final int FRAME_HEAD = 9;
    private static final int HEADERS = 1;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 4;

    private final byte[] frameHead = new byte[FRAME_HEAD];
    private int known;
    private int skip = PREFACE;
    private int waiting;

    /** @return how many bytes wait for more, once these are there, too */
    int with(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            if (skip > 0) {
                int part = Math.min(skip, end - at);
                skip -= part;
                at += part;
                waiting += part;
            } else {
                frameHead[known++] = bytes.getByte(at++);
                waiting++;
                if (known == FRAME_HEAD) {
                    known = 0;
                    skip = (frameHead[0] & 0xFF) << 16 | (frameHead[1] & 0xFF) << 8 | frameHead[2] & 0xFF;
                }
            }
            if (skip == 0 && known == 0 && endsHere()) {
                waiting = 0;
            }
        }
        return waiting;
    }

    /** Whether the frame, the last byte of which has come, is not part of a head that goes on. */
    private boolean endsHere() {
        return frameHead[3] != HEADERS && frameHead[3] != CONTINUATION || (frameHead[4] & END_HEADERS) != 0;
    }
}
