package com.leadlex.graphql.connection;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * The requests that wait on connections of one event loop. One is begun at a time, and then whatever else the loop has to do,
 * so that a thousand connections that pipeline cost the others no more than one does. That takes a timer: of tasks, Netty runs
 * some dozens before it looks at its sockets.
 */
final class Rounds {

    private static final FastThreadLocal<Rounds> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected Rounds initialValue() {
            return new Rounds();
        }
    };

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    private Rounds() {
    }

    /** @param loop the current one */
    static void add(EventExecutor loop, Runnable beginning) {
        Rounds rounds = OF_LOOP.get();
        rounds.waiting.add(beginning);
        if (!rounds.running) {
            rounds.running = true;
            loop.schedule(() -> rounds.beginNext(loop), 0, TimeUnit.NANOSECONDS);
        }
    }

    private void beginNext(EventExecutor loop) {
        try {
            waiting.remove().run();
        } finally {
            running = !waiting.isEmpty();
            if (running) {
                loop.schedule(() -> beginNext(loop), 0, TimeUnit.NANOSECONDS);
            }
        }
    }
}
