package com.leadlex.graphql.connection;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
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

    private final Set<Runnable> waiting = new LinkedHashSet<>();
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

    /** Its connection is closed: it would keep that in memory until its round comes, behind all others. */
    static void remove(Runnable beginning) {
        OF_LOOP.get().waiting.remove(beginning);
    }

    private void beginNext(EventExecutor loop) {
        Iterator<Runnable> all = waiting.iterator();
        try {
            if (all.hasNext()) {
                Runnable next = all.next();
                all.remove();
                next.run();
            }
        } finally {
            running = !waiting.isEmpty();
            if (running) {
                loop.schedule(() -> beginNext(loop), 0, TimeUnit.NANOSECONDS);
            }
        }
    }
}
