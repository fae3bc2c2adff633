package com.leadlex.graphql.http.response;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;

/**
 * A buffer to be written to. Jackson writes up to 8,000 bytes at once: it then has as much room as it needs, and no more. What
 * comes behind that goes into pieces, since a buffer that doubles would be copied each time and take four times the answer in
 * all.
 */
final class BufferOutput extends OutputStream {

    private static final int PIECE = 32 * 1024;

    private final List<Buffer> full = new ArrayList<>(0);
    private @Nullable Buffer last;
    private int room;
    private int length;

    @SuppressWarnings("deprecation") // Vert.x 4 has no other way between its buffers and Netty's
    Buffer buffer() {
        if (last == null || full.isEmpty()) {
            return last == null ? Buffer.buffer() : last;
        }
        full.add(last);
        return Buffer.buffer(
                Unpooled.wrappedBuffer(full.size(), full.stream().map(Buffer::getByteBuf).toArray(ByteBuf[]::new)));
    }

    int length() {
        return length;
    }

    @Override
    public void write(int single) {
        write(new byte[] { (byte) single }, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        length += count;
        if (last == null) {
            last = Buffer.buffer(count);
            room = count;
        }
        int fits = Math.min(count, room);
        last.appendBytes(bytes, from, fits);
        room -= fits;
        if (fits < count) {
            full.add(last);
            room = Math.max(PIECE, count - fits);
            last = Buffer.buffer(room).appendBytes(bytes, from + fits, count - fits);
            room -= count - fits;
        }
    }
}
