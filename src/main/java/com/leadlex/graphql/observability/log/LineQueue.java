package com.leadlex.graphql.observability.log;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Lines on their way to whoever reads the log, in the order in which they came and bounded by their bytes. When there is no
 * room, the oldest of the ordinary ones go first; an important one goes only when there is nothing else to make room.
 * Whoever adds a line waits for no more than the few instructions of another one's turn.
 */
final class LineQueue {

    /** What a line takes in memory beside its bytes: the array's header, the record, its place in the queue. */
    static final int OVERHEAD = 64;

    private static final long NOBODY = Long.MAX_VALUE;

    private record Line(long number, byte[] text) {

        long size() {
            return OVERHEAD + text.length;
        }
    }

    private final long capacity;
    private final ArrayDeque<Line> important = new ArrayDeque<>();
    private final ArrayDeque<Line> ordinary = new ArrayDeque<>();
    private long importantBytes;
    private long ordinaryBytes;
    private long numbers;
    private long lost;
    /** How many bytes somebody waits for. */
    private long awaited = NOBODY;

    /** @param capacity in bytes */
    LineQueue(long capacity) {
        this.capacity = capacity;
    }

    synchronized void add(byte[] text, boolean isImportant) {
        Line line = new Line(numbers++, text);
        if (line.size() > (isImportant ? capacity : capacity - importantBytes)) {
            lost++;
            return;
        }
        while (importantBytes + ordinaryBytes + line.size() > capacity) {
            take(ordinary.isEmpty());
            lost++;
        }
        if (isImportant) {
            important.add(line);
            importantBytes += line.size();
        } else {
            ordinary.add(line);
            ordinaryBytes += line.size();
        }
        if (importantBytes + ordinaryBytes >= awaited) {
            notifyAll();
        }
    }

    /** @return the oldest line; null when there is none */
    synchronized byte @Nullable [] poll() {
        if (isEmpty()) {
            return null;
        }
        return take(ordinary.isEmpty() || !important.isEmpty() && important.peek().number < ordinary.peek().number);
    }

    private byte[] take(boolean isImportant) {
        Line line = isImportant ? important.remove() : ordinary.remove();
        if (isImportant) {
            importantBytes -= line.size();
        } else {
            ordinaryBytes -= line.size();
        }
        return line.text;
    }

    /** Waits until there is a line. */
    synchronized void await() throws InterruptedException {
        awaited = 1;
        while (isEmpty()) {
            wait();
        }
        awaited = NOBODY;
    }

    /** Waits so long, or until a quarter of the room is taken. */
    synchronized void gather(long millis) throws InterruptedException {
        awaited = capacity / 4;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = millis;
        while (left > 0 && importantBytes + ordinaryBytes < awaited) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        awaited = NOBODY;
    }

    synchronized boolean isEmpty() {
        return important.isEmpty() && ordinary.isEmpty();
    }

    /** How many lines there was no room for, since the start. */
    synchronized long lost() {
        return lost;
    }
}
