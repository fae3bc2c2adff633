package com.leadlex.graphql.http.response;

import java.io.OutputStream;

import org.jspecify.annotations.Nullable;

import io.vertx.core.buffer.Buffer;

/** A buffer to be written to. Jackson writes up to 8,000 bytes at once: it then has as much room as it needs, and no more. */
final class BufferOutput extends OutputStream {

    private @Nullable Buffer buffer;

    Buffer buffer() {
        return buffer == null ? Buffer.buffer() : buffer;
    }

    @Override
    public void write(int single) {
        write(new byte[] { (byte) single }, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        if (buffer == null) {
            buffer = Buffer.buffer(length);
        }
        buffer.appendBytes(bytes, from, length);
    }
}
