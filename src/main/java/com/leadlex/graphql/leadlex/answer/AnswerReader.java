package com.leadlex.graphql.leadlex.answer;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import jakarta.ws.rs.core.MultivaluedMap;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.Activity;
import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.Upstream;
import com.leadlex.graphql.leadlex.HttpDate;
import com.leadlex.graphql.leadlex.LeadlexConfig;

/** Tells what an answer of Leadlex means. Knows nothing of connections. */
public final class AnswerReader {

    private final ActivityReader activities;
    private final Duration longestHold;

    public AnswerReader(LeadlexConfig config) {
        activities = new ActivityReader(config.maxJsonDepth());
        longestHold = config.hold().max();
    }

    /**
     * @param lookup what was asked for: an activity with another id is not an answer
     * @param headers asked for where they matter alone, since the REST client copies them: an activity needs none
     */
    public ActivityResult read(Lookup lookup, int status, Supplier<MultivaluedMap<String, String>> headers, byte[] body) {
        if (status == 200) {
            Activity activity = activities.read(body);
            return activity != null && activity.id().equals(lookup.id())
                    ? new ActivityResult.Found(activity)
                    : new ActivityResult.Failed(Failure.invalidResponse(status));
        }
        if (status < 400) {
            return new ActivityResult.Failed(Failure.invalidResponse(status));
        }
        return new ActivityResult.Failed(
                Failure.refused(new Upstream(status, ErrorBody.code(body, lookup.key())), retryAfterSeconds(status, headers)));
    }

    private @Nullable Integer retryAfterSeconds(int status, Supplier<MultivaluedMap<String, String>> given) {
        if (status != 429 && status < 500) {
            return null;
        }
        MultivaluedMap<String, String> headers = given.get();
        List<String> values = headers.get("Retry-After");
        if (values == null) {
            return null;
        }
        Long seconds = RetryAfter.seconds(values, HttpDate.now(headers.get("Date")));
        return seconds == null ? null : Integer.valueOf((int) Math.min(seconds, longestHold.toSeconds()));
    }

    /**
     * The body is in memory, so that what is available is all of it. {@code readAllBytes} would start with 16 KiB.
     *
     * @param body null where there is none
     */
    public static byte[] bytes(@Nullable InputStream body) throws IOException {
        byte[] bytes = new byte[body == null ? 0 : body.available()];
        if (body != null) {
            body.readNBytes(bytes, 0, bytes.length);
        }
        return bytes;
    }
}
