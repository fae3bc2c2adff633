package com.leadlex.graphql.activity;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.Failure;

/** How a look-up ended: with an activity, or with the reason why there is none. */
public sealed interface ActivityResult {

    /** @param staleSeconds the age of an answer that is given because Leadlex cannot be asked; null for any other */
    record Found(Activity activity, @Nullable Long staleSeconds) implements ActivityResult {

        public Found(Activity activity) {
            this(activity, null);
        }
    }

    record Failed(Failure failure) implements ActivityResult {
    }

    /** @return the greater of two ages, that of this result and another; null when neither is stale */
    default @Nullable Long olderThan(@Nullable Long seconds) {
        Long own = this instanceof Found found ? found.staleSeconds() : null;
        return own == null || seconds != null && seconds >= own ? seconds : own;
    }
}
