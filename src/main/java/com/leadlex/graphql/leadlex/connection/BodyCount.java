package com.leadlex.graphql.leadlex.connection;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.Failure;

/**
 * Counts the body of one answer, decompressed, against what one may have and against the memory of its operation. To be used
 * by one thread.
 */
final class BodyCount {

    private final @Nullable Intake intake;
    private final AnswerHead head;
    private long left;
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
        if (cut) {
            return null; // what is on its way still changes nothing
        }
        left -= bytes;
        Failure full = left < 0 ? Failure.invalidResponse(head.status()) : intake == null ? null : intake.take(bytes);
        if (full == null) {
            return null;
        }
        cut = true;
        TooLarge tooLarge = new TooLarge(head, full);
        if (intake != null) {
            intake.cut(tooLarge);
        }
        return tooLarge;
    }

    boolean isCut() {
        return cut;
    }
}
