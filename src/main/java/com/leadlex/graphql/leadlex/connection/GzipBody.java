package com.leadlex.graphql.leadlex.connection;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates a body in the gzip coding (RFC 1952) as far as its budget goes. {@code GZIPInputStream} recurses for each member.
 */
final class GzipBody {

    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int HAS_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED = 0xe0;
    private static final int SMALLEST_PIECE = 1 << 10;
    private static final int LARGEST_PIECE = 16 << 10;

    private final ByteBuffer in;
    private final BodyBudget budget;
    private final List<byte[]> full = new ArrayList<>();
    private byte[] piece;
    private int filled;

    GzipBody(byte[] body, BodyBudget budget) {
        in = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        this.budget = budget;
        piece = new byte[Math.max(SMALLEST_PIECE, Math.min(4 * body.length, LARGEST_PIECE))];
    }

    /** @throws DataFormatException where it is not what its coding says, or goes beyond its budget */
    byte[] inflate() throws DataFormatException {
        do {
            skipHeader();
            inflateMember();
        } while (in.hasRemaining());
        byte[] all = new byte[full.stream().mapToInt(each -> each.length).sum() + filled];
        int at = 0;
        for (byte[] each : full) {
            System.arraycopy(each, 0, all, at, each.length);
            at += each.length;
        }
        System.arraycopy(piece, 0, all, at, filled);
        return all;
    }

    private void skipHeader() throws DataFormatException {
        require(in.remaining() >= HEADER + TRAILER && in.getShort() == (short) 0x8b1f && in.get() == 8);
        int flags = in.get();
        require((flags & RESERVED) == 0);
        skip(HEADER - 4);
        if ((flags & HAS_EXTRA) != 0) {
            require(in.remaining() >= 2);
            skip(in.getShort() & 0xffff);
        }
        for (int text = flags & (HAS_NAME | HAS_COMMENT); text != 0; text &= text - 1) {
            do {
                require(in.hasRemaining());
            } while (in.get() != 0);
        }
        skip((flags & HAS_CHECKSUM) == 0 ? 0 : 2);
    }

    private void inflateMember() throws DataFormatException {
        Inflater inflater = new Inflater(true);
        CRC32 checksum = new CRC32();
        try {
            inflater.setInput(in);
            do {
                int bytes = inflater.inflate(piece, filled, piece.length - filled);
                require((bytes > 0 || inflater.finished()) && budget.take(bytes));
                checksum.update(piece, filled, bytes);
                filled += bytes;
                if (filled == piece.length) {
                    full.add(piece);
                    piece = new byte[LARGEST_PIECE];
                    filled = 0;
                }
            } while (!inflater.finished());
            require(in.remaining() >= TRAILER && in.getInt() == (int) checksum.getValue()
                    && in.getInt() == (int) inflater.getBytesWritten());
        } finally {
            inflater.end();
        }
    }

    private void skip(int bytes) throws DataFormatException {
        require(in.remaining() >= bytes);
        in.position(in.position() + bytes);
    }

    private static void require(boolean sound) throws DataFormatException {
        if (!sound) {
            throw new DataFormatException("no gzip");
        }
    }
}
