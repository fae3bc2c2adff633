package com.leadlex.graphql.leadlex.connection;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.Failure;

/**
 * Counts the body of one answer, decompressed, against what one may have and against the memory of its operation. To be used
 * by one thread.
 */
final class BodyCount {

    /** A body may come in so many pieces, and in one more for each so many bytes: each costs, however little is in it. */
    private static final long MOST_PIECES = 1_024;
    private static final int BYTES_A_PIECE = 64;

    /** So much more may be compressed than came of it. No compression lengthens by more; empty parts without end do. */
    private static final long MOST_SURPLUS = 64 << 10;

    private final @Nullable Intake intake;
    private final AnswerHead head;
    private long left;
    /** Bytes that stand for pieces: each one takes some, and brings its own. */
    private long forPieces = MOST_PIECES * BYTES_A_PIECE;
    private long surplus = MOST_SURPLUS;
    private boolean cut;

    /**
     * @param maxBytes of the body
     * @param intake null when the request was begun on no context of its own
     */
    BodyCount(long maxBytes, @Nullable Intake intake, AnswerHead head) {
        left = maxBytes;
        this.intake = intake;
        this.head = head;
    }

    /** @return null when so many more may come; else why the body is cut off, which is said once */
    @Nullable
    TooLarge add(int bytes) {
        left -= bytes;
        forPieces += bytes - BYTES_A_PIECE;
        surplus += bytes;
        return cut ? null : left < 0 || forPieces < 0 ? cutOff(Failure.invalidResponse(head.status())) : take(bytes);
    }

    /** So many bytes are about to be decompressed. */
    @Nullable
    TooLarge addCompressed(int bytes) {
        surplus -= bytes;
        return cut || surplus >= 0 ? null : cutOff(Failure.invalidResponse(head.status()));
    }

    private @Nullable TooLarge take(int bytes) {
        Failure full = intake == null ? null : intake.take(bytes);
        return full == null ? null : cutOff(full);
    }

    private TooLarge cutOff(Failure why) {
        cut = true;
        TooLarge tooLarge = new TooLarge(head, why);
        if (intake != null) {
            intake.cut(tooLarge);
        }
        return tooLarge;
    }

    boolean isCut() {
        return cut;
    }
}
