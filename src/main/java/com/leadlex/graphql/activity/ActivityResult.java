package com.leadlex.graphql.activity;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.Failure;

/** The result of a look-up: an activity or a failure. */
public sealed interface ActivityResult {

    /** @param staleSeconds the age of a cached activity that is served because Leadlex failed; null when it is not stale */
    record Found(Activity activity, @Nullable Long staleSeconds) implements ActivityResult {

        public Found(Activity activity) {
            this(activity, /* staleSeconds= */ null);
        }
    }

    record Failed(Failure failure) implements ActivityResult {
    }

    /** @return the greater of two ages, that of this result and the given one; null when neither is stale */
    default @Nullable Long greaterStaleSeconds(@Nullable Long otherSeconds) {
        Long ownSeconds = this instanceof Found foundResult ? foundResult.staleSeconds() : null;
        return ownSeconds == null || otherSeconds != null && otherSeconds >= ownSeconds ? otherSeconds : ownSeconds;
    }
}
