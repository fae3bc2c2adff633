package com.leadlex.graphql.memory;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.Failure;

/** The bytes of Leadlex's answers that one operation has in memory. Its look-ups may end on several event loops. */
public final class OperationMemory {

    private final AnswerMemory all;
    private final long most;
    /** The very objects that are part of the answer: few, since no small ones are told. */
    private @Nullable Set<Object> selected;
    private long bytes;
    /** What counts for all operations: its bytes, and those that it gave up and that are not gone yet. */
    private long held;
    private boolean released;

    OperationMemory(AnswerMemory all, long most) {
        this.all = all;
        this.most = most;
    }

    public static OperationMemory unbounded() {
        return new AnswerMemory(Long.MAX_VALUE, Long.MAX_VALUE).begin();
    }

    /** @return null when there was room for so many more; else why not, and nothing was taken */
    public synchronized @Nullable Failure take(long more) {
        if (released) {
            return null; // of a look-up that was given up
        }
        if (more > most - bytes) {
            return Failure.OPERATION_TOO_LARGE;
        }
        if (!all.take(more, held)) {
            return Failure.OVERLOADED;
        }
        bytes += more;
        held += more;
        return null;
    }

    /** So many of those that were taken are not kept. */
    public synchronized void giveBack(long less) {
        giveUp(less);
        gone(less);
    }

    /**
     * So many are not wanted any more: the operation may have others at once, all together only when these are {@link #gone}.
     */
    public synchronized void giveUp(long less) {
        bytes -= released ? 0 : less;
    }

    /** So many that were given up are in memory no more. */
    public synchronized void gone(long less) {
        if (!released) {
            all.giveBack(less, held);
            held -= less;
        }
    }

    /**
     * A value is part of the answer; it was taken with its activity, but not for each alias under which it is selected.
     *
     * @return null when there was room for it
     */
    public synchronized @Nullable Failure takeOnceMore(Object value, long more) {
        if (selected == null) {
            selected = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        return selected.add(value) ? null : take(more);
    }

    /** The operation was answered. */
    public synchronized void release() {
        all.giveBack(held, held);
        bytes = 0;
        held = 0;
        released = true;
    }
}
