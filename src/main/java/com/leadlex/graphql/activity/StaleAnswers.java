package com.leadlex.graphql.activity;

import org.jspecify.annotations.Nullable;

/** Whether an operation got answers that are older than they should be, and how old the oldest is. */
public final class StaleAnswers {

    private volatile @Nullable Long oldestSeconds;

    public void add(ActivityResult result) {
        oldestSeconds = older(oldestSeconds, result);
    }

    /** @return the greatest age, in seconds; null when there is none */
    public @Nullable Long oldestSeconds() {
        return oldestSeconds;
    }

    /** @return the greater age of both; null when neither is stale */
    public static @Nullable Long older(@Nullable Long seconds, ActivityResult result) {
        Long its = result instanceof ActivityResult.Found found ? found.staleSeconds() : null;
        return its == null || seconds != null && seconds >= its ? seconds : its;
    }
}
