package com.leadlex.graphql.activity;

import com.leadlex.graphql.error.Failure;

/** How a look-up ended: with an activity, or with the reason why there is none. */
public sealed interface ActivityResult {

    record Found(Activity activity) implements ActivityResult {
    }

    record Failed(Failure failure) implements ActivityResult {
    }
}
