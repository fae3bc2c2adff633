package com.leadlex.graphql.connection;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Limits how many requests an event loop begins per iteration, across all its connections:
 * a thousand clients that pipeline delay other clients little more than one such client does.
 * New requests have a share of their own, so a client with one request does not queue behind clients with hundreds of requests.
 */
final class RequestScheduler {

    /** The limits of requests that begin in one iteration of the event loop. */
    private static final int MAX_NEW_REQUESTS_PER_ITERATION = 32;
    private static final int MAX_QUEUED_REQUESTS_PER_ITERATION = 16;
    private static final FastThreadLocal<RequestScheduler> SCHEDULER_OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected RequestScheduler initialValue() {
            return new RequestScheduler();
        }
    };

    private final Queue<Runnable> queuedRequests = new ArrayDeque<>();
    private int admissibleNewRequests = MAX_NEW_REQUESTS_PER_ITERATION;
    private boolean isRunScheduled;

    /** @return the scheduler of the current event loop */
    static RequestScheduler ofCurrentLoop() {
        return SCHEDULER_OF_LOOP.get();
    }

    /** @return false if a new request has to be queued */
    boolean admitNewRequest(EventExecutor loop) {
        scheduleRun(loop);
        return admissibleNewRequests-- > 0;
    }

    /** @param beginRequest is run even if its connection has been closed */
    void enqueue(EventExecutor loop, Runnable beginRequest) {
        queuedRequests.add(beginRequest);
        scheduleRun(loop);
    }

    private void scheduleRun(EventExecutor loop) {
        if (!isRunScheduled) {
            isRunScheduled = true;
            loop.execute(() -> runQueuedRequests(loop));
        }
    }

    /** Continues by a timer: before an event loop reads its sockets again, it runs dozens of tasks, but each due timer once. */
    private void runQueuedRequests(EventExecutor loop) {
        admissibleNewRequests = MAX_NEW_REQUESTS_PER_ITERATION;
        try {
            for (int begunRequests = 0; begunRequests < MAX_QUEUED_REQUESTS_PER_ITERATION
                    && !queuedRequests.isEmpty(); begunRequests++) {
                queuedRequests.remove().run();
            }
        } finally {
            isRunScheduled = !queuedRequests.isEmpty();
            if (isRunScheduled) {
                loop.schedule(() -> runQueuedRequests(loop), 0, TimeUnit.NANOSECONDS);
            }
        }
    }
}
