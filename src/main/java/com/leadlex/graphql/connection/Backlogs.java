package com.leadlex.graphql.connection;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits for the readers of all connections. A thousand connections that are each within their limit may still be more
 * than the memory holds: then the one that has read nothing for longest has to go.
 */
final class Backlogs {

    private final long most;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Set<Backlog> waiting = ConcurrentHashMap.newKeySet();

    /** @param most how many bytes may wait */
    Backlogs(long most) {
        this.most = most;
    }

    void add(Backlog backlog) {
        waiting.add(backlog);
    }

    void remove(Backlog backlog) {
        waiting.remove(backlog);
    }

    void changed(long by) {
        if (bytes.addAndGet(by) > most && by > 0 && closing.compareAndSet(false, true)) {
            waiting.stream().min(Comparator.comparingLong(Backlog::readLast))
                    .ifPresentOrElse(stalest -> stalest.close(() -> closing.set(false)), () -> closing.set(false));
        }
    }
}
