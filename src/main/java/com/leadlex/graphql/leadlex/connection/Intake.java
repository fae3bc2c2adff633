package com.leadlex.graphql.leadlex.connection;

import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.memory.OperationMemory;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.impl.ContextInternal;

/**
 * Takes what streams in of one answer: its head, and its bytes, which count against the memory of its operation. It goes along
 * in the Vert.x context of the call, because the REST client passes nothing of ours on to who reads the answer.
 */
public final class Intake {

    private final OperationMemory memory;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong givenUp = new AtomicLong();
    private volatile @Nullable HttpConnection connection;
    private volatile @Nullable AnswerHead head;
    private volatile @Nullable TooLarge cut;

    public Intake(OperationMemory memory) {
        this.memory = memory;
    }

    /** The request that is begun next on this context is counted here: the REST client copies the context for each. */
    public void begin(ContextInternal context) {
        if (context.isDuplicate()) {
            context.localContextData().put(Intake.class, this);
        }
    }

    /** @return null when the current request was begun on no context of its own */
    static @Nullable Intake current() {
        ContextInternal context = ContextInternal.current();
        return context == null || !context.isDuplicate() ? null : (Intake) context.localContextData().get(Intake.class);
    }

    /** A connection of HTTP/1.1, which does not say which request an answer is for. */
    void sentOn(HttpConnection used) {
        connection = used;
    }

    /**
     * The answer is not what was asked for. It may be meant for another request of the connection, and so may all that follow
     * it: nothing more is asked on that.
     */
    public void hangUp() {
        HttpConnection used = connection;
        if (used != null) {
            used.close();
        }
    }

    void arrived(AnswerHead arrived) {
        head = arrived;
    }

    /** The rest of the body is not let in. What the request fails with may be something else that happens then. */
    void cut(TooLarge tooLarge) {
        cut = tooLarge;
    }

    /** @return null when the body was not cut off */
    @Nullable
    public TooLarge cut() {
        return cut;
    }

    /** @return null when no head has arrived */
    @Nullable
    public AnswerHead head() {
        return head;
    }

    /**
     * @return null when so many more may come; else why not, and what came before is given up: where many answers of an
     *         operation stream in together, the next one has its room. Until the call fails, the client has it in memory.
     */
    @Nullable
    Failure take(int more) {
        Failure full = memory.take(more);
        if (full == null) {
            bytes.addAndGet(more);
        } else {
            long less = bytes.getAndSet(0);
            memory.giveUp(less);
            givenUp.addAndGet(less);
        }
        return full;
    }

    /** Nothing of the answer is kept. */
    public void giveBack() {
        memory.giveBack(bytes.getAndSet(0));
        memory.gone(givenUp.getAndSet(0));
    }
}
