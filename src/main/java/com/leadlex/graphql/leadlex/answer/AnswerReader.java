package com.leadlex.graphql.leadlex.answer;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.leadlex.graphql.activity.Activity;
import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.Failure.Upstream;
import com.leadlex.graphql.json.RememberedNames;
import com.leadlex.graphql.leadlex.HttpDate;
import com.leadlex.graphql.leadlex.LeadlexConfig;

/** Interprets Leadlex's answers by status, headers and body. */
public final class AnswerReader {

    private static final RememberedNames ERROR_NAMES = new RememberedNames(JsonFactory::new);
    private static final int LONGEST_CODE = 64;
    private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(\\.\\d{0,18})?");

    private final ActivityReader activities;
    private final Duration longestHold;

    public AnswerReader(LeadlexConfig config) {
        activities = new ActivityReader(config.maxJsonDepth());
        longestHold = config.hold().max();
    }

    /**
     * @param lookup whose id the activity must have
     * @param headers gives the values of a header by its name
     */
    public ActivityResult read(Lookup lookup, int status, Function<String, List<String>> headers, byte[] body) {
        if (status == 200) {
            Activity activity = activities.read(body);
            if (activity != null && activity.id().equals(lookup.id())) {
                return new ActivityResult.Found(activity);
            }
        }
        return new ActivityResult.Failed(status < 400 ? Failure.invalidResponse(status)
                : Failure.refused(new Upstream(status, errorCode(body, lookup.key())),
                        retryAfterSeconds(status, headers)));
    }

    private @Nullable Integer retryAfterSeconds(int status, Function<String, List<String>> headers) {
        Long seconds = status == 429 || status >= 500
                ? retryAfterSeconds(headers.apply("Retry-After"), HttpDate.now(headers.apply("Date")))
                : null;
        return seconds == null ? null : Integer.valueOf((int) Math.min(seconds, longestHold.toSeconds()));
    }

    /**
     * Reads {@code Retry-After} (RFC 9110, section 10.2.3), seconds or a date, leniently: a number may have a fraction.
     *
     * @param values of all header lines, of which the longest wait counts
     * @param now the time that a date is compared with, in milliseconds since 1970
     * @return whole seconds from now, 0 for the past; null when no value can be read
     */
    static @Nullable Long retryAfterSeconds(List<String> values, long now) {
        return values.stream().map(value -> seconds(value.strip(), now)).filter(Objects::nonNull).max(Long::compare)
                .orElse(null);
    }

    private static @Nullable Long seconds(String value, long now) {
        if (NUMBER.matcher(value).matches()) {
            return (long) Math.ceil(Double.parseDouble(value));
        }
        Long date = HttpDate.millis(value);
        return date == null ? null : Long.valueOf(Math.max(0, (date - now + 999) / 1000));
    }

    /**
     * Finds the error code in a body whose shape Leadlex does not document: {@code {"error":{"code"}}},
     * {@code {"error":"code"}}
     * or {@code {"code"}}. The message is never read: it is Leadlex's text, and may hold anything.
     *
     * @param key that Leadlex was called with: a code that reveals it is not passed on
     * @return null when the body has no code, or one that does not look like a code
     */
    private static @Nullable String errorCode(byte[] body, ApiKey key) {
        if (body.length == 0 || body[0] != '{') {
            return null;
        }
        try {
            return ERROR_NAMES.read(body, parser -> {
                parser.nextToken();
                return Optional.ofNullable(errorCode(parser, true, key));
            }).orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable String errorCode(JsonParser parser, boolean outermost, ApiKey key) throws IOException {
        String found = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean error = outermost && name.equals("error");
            if (value == JsonToken.VALUE_STRING && (error || name.equals("code")) && isCode(parser.getText(), key)) {
                found = parser.getText();
            } else if (value == JsonToken.START_OBJECT && error) {
                String inner = errorCode(parser, false, key);
                found = inner == null ? found : inner;
            } else {
                parser.skipChildren();
            }
        }
        return found;
    }

    private static boolean isCode(String text, ApiKey key) {
        return text.length() <= LONGEST_CODE && SNAKE_CASE.matcher(text).matches() && !key.isRevealedBy(text);
    }
}
