package com.leadlex.graphql.connection;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Limits how many requests an event loop begins per iteration, across all its connections: a thousand clients that pipeline
 * cost other clients little more than one does. New requests have a share of their own, so a client with one request does not
 * queue behind clients with hundreds.
 */
final class RequestScheduler {

    private static final int MAX_NEW = 32;
    private static final int MAX_QUEUED = 16;
    private static final FastThreadLocal<RequestScheduler> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected RequestScheduler initialValue() {
            return new RequestScheduler();
        }
    };

    private final Queue<Runnable> queue = new ArrayDeque<>();
    private int admissible = MAX_NEW;
    private boolean scheduled;

    /** @return the scheduler of the current event loop */
    static RequestScheduler ofCurrentLoop() {
        return OF_LOOP.get();
    }

    /** @return false if a new request has to be queued */
    boolean admitNewRequest(EventExecutor loop) {
        runLater(loop);
        return admissible-- > 0;
    }

    /** @param request is run even if its connection has been closed */
    void enqueue(EventExecutor loop, Runnable request) {
        queue.add(request);
        runLater(loop);
    }

    private void runLater(EventExecutor loop) {
        if (!scheduled) {
            scheduled = true;
            loop.execute(() -> run(loop));
        }
    }

    /** Continues by a timer: before it reads its sockets again, an event loop runs dozens of tasks, but due timers once. */
    private void run(EventExecutor loop) {
        admissible = MAX_NEW;
        try {
            for (int i = 0; i < MAX_QUEUED && !queue.isEmpty(); i++) {
                queue.remove().run();
            }
        } finally {
            scheduled = !queue.isEmpty();
            if (scheduled) {
                loop.schedule(() -> run(loop), 0, TimeUnit.NANOSECONDS);
            }
        }
    }
}
