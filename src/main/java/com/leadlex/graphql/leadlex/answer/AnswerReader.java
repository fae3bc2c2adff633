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
    private static final int MAX_CODE_LENGTH = 64;
    private static final boolean OUTERMOST_OBJECT = true;
    private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Pattern NON_NEGATIVE_NUMBER = Pattern.compile("\\d{1,18}(\\.\\d{0,18})?");

    private final ActivityReader activityReader;
    private final Duration maxHold;

    public AnswerReader(LeadlexConfig config) {
        activityReader = new ActivityReader(config.maxJsonDepth());
        maxHold = config.hold().max();
    }

    /**
     * @param lookup the look-up, whose id the activity must have
     * @param headers gives the values of a header by its name
     */
    public ActivityResult readAnswer(Lookup lookup, int status, Function<String, List<String>> headers, byte[] body) {
        if (status == 200) {
            Activity activity = activityReader.read(body);
            if (activity != null && activity.id().equals(lookup.id())) {
                return new ActivityResult.Found(activity);
            }
        }
        return new ActivityResult.Failed(status < 400 ? Failure.invalidResponse(status)
                : Failure.refused(new Upstream(status, errorCode(body, lookup.key())), retryAfterSeconds(status, headers)));
    }

    private @Nullable Integer retryAfterSeconds(int status, Function<String, List<String>> headers) {
        Long seconds = status == 429 || status >= 500
                ? retryAfterSeconds(headers.apply("Retry-After"), HttpDate.nowMillis(headers.apply("Date")))
                : null;
        return seconds == null ? null : Integer.valueOf((int) Math.min(seconds, maxHold.toSeconds()));
    }

    /**
     * Reads {@code Retry-After} (RFC 9110, section 10.2.3), seconds or a date, leniently: a number may have a fraction.
     *
     * @param retryAfterHeaders the values of all header lines, of which the longest wait counts
     * @param nowMillis the time to compare a date with, in milliseconds since 1970
     * @return whole seconds from now, 0 for the past; null when no value can be read
     */
    static @Nullable Long retryAfterSeconds(List<String> retryAfterHeaders, long nowMillis) {
        return retryAfterHeaders.stream().map(header -> parseRetryAfter(header.strip(), nowMillis)).filter(Objects::nonNull)
                .max(Long::compare).orElse(null);
    }

    private static @Nullable Long parseRetryAfter(String headerValue, long nowMillis) {
        if (NON_NEGATIVE_NUMBER.matcher(headerValue).matches()) {
            return (long) Math.ceil(Double.parseDouble(headerValue));
        }
        Long dateMillis = HttpDate.parseMillis(headerValue);
        return dateMillis == null ? null : Long.valueOf(Math.max(0, (dateMillis - nowMillis + 999) / 1000));
    }

    /**
     * Finds the error code in a body whose shape Leadlex does not document: {@code {"error":{"code"}}},
     * {@code {"error":"code"}} or {@code {"code"}}. The message is never read: it is Leadlex's text, and may hold anything.
     *
     * @param key the key of the call to Leadlex: an error code that reveals the key is not passed on
     * @return null when the body has no code, or one that does not look like a code
     */
    private static @Nullable String errorCode(byte[] body, ApiKey key) {
        if (body.length == 0 || body[0] != '{') {
            return null;
        }
        try {
            return ERROR_NAMES.read(body, parser -> {
                parser.nextToken();
                return Optional.ofNullable(readErrorCode(parser, OUTERMOST_OBJECT, key));
            }).orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable String readErrorCode(JsonParser parser, boolean isOutermostObject, ApiKey key) throws IOException {
        String errorCode = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String memberName = parser.currentName();
            JsonToken valueToken = parser.nextToken();
            boolean isErrorMember = isOutermostObject && memberName.equals("error");
            if (valueToken == JsonToken.VALUE_STRING && (isErrorMember || memberName.equals("code"))
                    && isPassableCode(parser.getText(), key)) {
                errorCode = parser.getText();
            } else if (valueToken == JsonToken.START_OBJECT && isErrorMember) {
                String innerCode = readErrorCode(parser, !OUTERMOST_OBJECT, key);
                errorCode = innerCode == null ? errorCode : innerCode;
            } else {
                parser.skipChildren();
            }
        }
        return errorCode;
    }

    private static boolean isPassableCode(String text, ApiKey key) {
        return text.length() <= MAX_CODE_LENGTH && SNAKE_CASE.matcher(text).matches() && !key.isRevealedBy(text);
    }
}
