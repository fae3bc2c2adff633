package com.leadlex.graphql.leadlex.connection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntPredicate;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates a body in gzip (RFC 1952) up to a limit: one member without optional header fields, as HTTP servers send it. The
 * JDK's {@code GZIPInputStream} would recurse for each further member.
 */
final class GzipBody {

    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    /** The magic number, deflate as the method, no flags. */
    private static final int START = 0x00088b1f;
    private static final int SMALLEST_PIECE = 1 << 10;
    private static final int LARGEST_PIECE = 16 << 10;

    private GzipBody() {
    }

    /**
     * @param budget takes the bytes of each inflated piece; false when they exceed it
     * @throws DataFormatException when the body is not in this coding, or exceeds the budget
     */
    static byte[] inflate(byte[] body, IntPredicate budget) throws DataFormatException {
        ByteBuffer in = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        require(body.length >= HEADER + TRAILER && in.getInt() == START);
        byte[] piece = new byte[Math.max(SMALLEST_PIECE, Math.min(4 * body.length, LARGEST_PIECE))];
        ByteArrayOutputStream out = new ByteArrayOutputStream(piece.length);
        CRC32 checksum = new CRC32();
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(in.position(HEADER));
            while (!inflater.finished()) {
                int bytes = inflater.inflate(piece);
                require((bytes > 0 || inflater.finished()) && budget.test(bytes));
                checksum.update(piece, 0, bytes);
                out.write(piece, 0, bytes);
            }
            require(in.remaining() == TRAILER && in.getInt() == (int) checksum.getValue() && in.getInt() == out.size());
            return out.toByteArray();
        } finally {
            inflater.end();
        }
    }

    private static void require(boolean sound) throws DataFormatException {
        if (!sound) {
            throw new DataFormatException("no gzip");
        }
    }
}
