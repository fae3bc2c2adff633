package com.leadlex.graphql.activity;

import com.leadlex.graphql.error.Failure;

/** What became of a look-up: an activity, or why there is none. */
public sealed interface ActivityResult {

    record Found(Activity activity) implements ActivityResult {
    }

    record Failed(Failure failure) implements ActivityResult {
    }
}
