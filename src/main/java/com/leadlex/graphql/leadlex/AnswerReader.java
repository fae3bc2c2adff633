package com.leadlex.graphql.leadlex;

import java.time.Duration;
import java.time.Instant;

import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.Upstream;

/** Turns what Leadlex answered into an outcome. Knows nothing of connections. */
final class AnswerReader {

    private final ActivityReader activities;
    private final Duration longestHold;

    AnswerReader(LeadlexConfig config) {
        activities = new ActivityReader(config.maxJsonDepth());
        longestHold = config.hold().max();
    }

    /** @param id the id that was asked for: an answer about another one is none */
    Outcome read(String id, int status, String retryAfter, byte[] body) {
        if (status == 200) {
            LeadlexActivity activity = activities.read(body);
            return activity != null && activity.id().equals(id)
                    ? new Outcome.Found(activity)
                    : new Outcome.Failed(new Failure.InvalidResponse(status));
        }
        if (status < 400) {
            return new Outcome.Failed(new Failure.InvalidResponse(status));
        }
        return new Outcome.Failed(
                new Failure.Refused(new Upstream(status, ErrorBody.code(body)), retryAfterSeconds(status, retryAfter)));
    }

    private Integer retryAfterSeconds(int status, String retryAfter) {
        if (status != 429 && status < 500) {
            return null;
        }
        Long seconds = RetryAfter.seconds(retryAfter, Instant.now());
        return seconds == null ? null : (int) Math.min(seconds, longestHold.toSeconds());
    }
}
