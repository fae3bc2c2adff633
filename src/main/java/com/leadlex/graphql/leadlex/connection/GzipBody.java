package com.leadlex.graphql.leadlex.connection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntPredicate;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates a gzip body (RFC 1952) up to a limit. The JDK's {@code GZIPInputStream} recurses for each member. */
final class GzipBody {

    private static final int FIXED_HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int HAS_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xe0;
    private static final int MIN_CHUNK_BYTES = 1 << 10;
    private static final int MAX_CHUNK_BYTES = 16 << 10;

    private final ByteBuffer in;
    private final IntPredicate budget;
    private final byte[] chunk;
    private final ByteArrayOutputStream out;

    private GzipBody(byte[] body, IntPredicate budget) {
        in = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        this.budget = budget;
        chunk = new byte[Math.max(MIN_CHUNK_BYTES, Math.min(4 * body.length, MAX_CHUNK_BYTES))];
        out = new ByteArrayOutputStream(chunk.length);
    }

    /**
     * @param budget takes the bytes of each inflated chunk, of an empty one too; false when they exceed it
     * @throws DataFormatException when the body is not in this coding, or exceeds the budget
     */
    static byte[] inflate(byte[] body, IntPredicate budget) throws DataFormatException {
        GzipBody gzip = new GzipBody(body, budget);
        do {
            gzip.skipHeader();
            gzip.inflateMember();
        } while (gzip.in.hasRemaining());
        return gzip.out.toByteArray();
    }

    private void skipHeader() throws DataFormatException {
        require(in.remaining() >= FIXED_HEADER_BYTES + TRAILER_BYTES && in.getShort() == (short) 0x8b1f && in.get() == 8);
        int flags = in.get();
        require((flags & RESERVED_FLAGS) == 0);
        skip(FIXED_HEADER_BYTES - 4);
        if ((flags & HAS_EXTRA) != 0) {
            require(in.remaining() >= 2);
            skip(in.getShort() & 0xffff);
        }
        for (int texts = Integer.bitCount(flags & (HAS_NAME | HAS_COMMENT)); texts > 0; texts--) {
            do {
                require(in.hasRemaining());
            } while (in.get() != 0);
        }
        skip((flags & HAS_CHECKSUM) == 0 ? 0 : 2);
    }

    private void inflateMember() throws DataFormatException {
        CRC32 checksum = new CRC32();
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(in);
            do {
                int bytes = inflater.inflate(chunk);
                require((bytes > 0 || inflater.finished()) && budget.test(bytes));
                checksum.update(chunk, 0, bytes);
                out.write(chunk, 0, bytes);
            } while (!inflater.finished());
            require(in.remaining() >= TRAILER_BYTES && in.getInt() == (int) checksum.getValue()
                    && in.getInt() == (int) inflater.getBytesWritten());
        } finally {
            inflater.end();
        }
    }

    private void skip(int bytes) throws DataFormatException {
        require(in.remaining() >= bytes);
        in.position(in.position() + bytes);
    }

    private static void require(boolean valid) throws DataFormatException {
        if (!valid) {
            throw new DataFormatException("no gzip");
        }
    }
}
