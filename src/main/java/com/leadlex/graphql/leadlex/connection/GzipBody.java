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

    private static final short GZIP_MAGIC_NUMBER = (short) 0x8b1f;
    private static final int DEFLATE_METHOD = 8;
    private static final int FIXED_HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int CHECKSUM_FLAG = 2;
    private static final int EXTRA_FIELD_FLAG = 4;
    private static final int FILE_NAME_FLAG = 8;
    private static final int COMMENT_FLAG = 16;
    private static final int RESERVED_FLAGS = 0xe0;
    private static final int MIN_CHUNK_BYTES = 1 << 10;
    private static final int MAX_CHUNK_BYTES = 16 << 10;

    private final ByteBuffer input;
    private final IntPredicate byteBudget;
    private final byte[] chunkBuffer;
    private final ByteArrayOutputStream output;

    private GzipBody(byte[] body, IntPredicate byteBudget) {
        input = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        this.byteBudget = byteBudget;
        chunkBuffer = new byte[Math.max(MIN_CHUNK_BYTES, Math.min(4 * body.length, MAX_CHUNK_BYTES))];
        output = new ByteArrayOutputStream(chunkBuffer.length);
    }

    /**
     * @param byteBudget takes the number of bytes of each inflated chunk, 0 included; returns false when it is exceeded
     * @throws DataFormatException when the body is not in this coding, or exceeds the budget
     */
    static byte[] inflate(byte[] body, IntPredicate byteBudget) throws DataFormatException {
        GzipBody gzip = new GzipBody(body, byteBudget);
        do {
            gzip.skipHeader();
            gzip.inflateMember();
        } while (gzip.input.hasRemaining());
        return gzip.output.toByteArray();
    }

    private void skipHeader() throws DataFormatException {
        requireValid(input.remaining() >= FIXED_HEADER_BYTES + TRAILER_BYTES && input.getShort() == GZIP_MAGIC_NUMBER
                && input.get() == DEFLATE_METHOD);
        int flags = input.get();
        requireValid((flags & RESERVED_FLAGS) == 0);
        skipBytes(FIXED_HEADER_BYTES - 4);
        if ((flags & EXTRA_FIELD_FLAG) != 0) {
            requireValid(input.remaining() >= Short.BYTES);
            skipBytes(input.getShort() & 0xffff);
        }
        for (int remainingTexts = Integer
                .bitCount(flags & (FILE_NAME_FLAG | COMMENT_FLAG)); remainingTexts > 0; remainingTexts--) {
            do {
                requireValid(input.hasRemaining());
            } while (input.get() != 0);
        }
        skipBytes((flags & CHECKSUM_FLAG) == 0 ? 0 : Short.BYTES);
    }

    private void inflateMember() throws DataFormatException {
        CRC32 checksum = new CRC32();
        Inflater inflater = new Inflater(/* nowrap= */ true);
        try {
            inflater.setInput(input);
            do {
                int chunkBytes = inflater.inflate(chunkBuffer);
                requireValid((chunkBytes > 0 || inflater.finished()) && byteBudget.test(chunkBytes));
                checksum.update(chunkBuffer, 0, chunkBytes);
                output.write(chunkBuffer, 0, chunkBytes);
            } while (!inflater.finished());
            requireValid(input.remaining() >= TRAILER_BYTES && input.getInt() == (int) checksum.getValue()
                    && input.getInt() == (int) inflater.getBytesWritten());
        } finally {
            inflater.end();
        }
    }

    private void skipBytes(int byteCount) throws DataFormatException {
        requireValid(input.remaining() >= byteCount);
        input.position(input.position() + byteCount);
    }

    private static void requireValid(boolean isValid) throws DataFormatException {
        if (!isValid) {
            throw new DataFormatException("no gzip");
        }
    }
}
