package com.leadlex.graphql.http.response;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;

/**
 * A buffer to be written to. It starts with as much room as the first write needs and grows to 8 KiB. What comes behind that
 * goes into pieces, since a buffer that doubles would be copied each time and take four times the answer in all.
 */
final class BufferOutput extends OutputStream {

    private static final int SMALL = 8 * 1024;
    private static final int PIECE = 32 * 1024;

    private final List<Buffer> full = new ArrayList<>(0);
    private @Nullable Buffer last;
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
        } else if (last.length() + count > (full.isEmpty() ? SMALL : PIECE)) {
            full.add(last);
            last = Buffer.buffer(Math.max(PIECE, count));
        }
        last.appendBytes(bytes, from, count);
    }
}
