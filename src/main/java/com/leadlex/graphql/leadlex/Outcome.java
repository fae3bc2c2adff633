package com.leadlex.graphql.leadlex;

import com.leadlex.graphql.error.Failure;

/** How a look-up ended. */
public sealed interface Outcome {

    record Found(LeadlexActivity activity) implements Outcome {
    }

    record Failed(Failure failure) implements Outcome {
    }
}
