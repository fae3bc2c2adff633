package com.leadlex.graphql.error;

import org.jspecify.annotations.Nullable;

/**
 * Why a look-up or a request failed. A value, not an exception: most failures are expected, and need no stack trace.
 * {@link GraphQLErrors} is the one place that turns a failure into a GraphQL error.
 *
 * @param message a sentence for the caller; it never contains a text of Leadlex, an address or a class name
 * @param retryable true when the same request can succeed later
 * @param retryAfterSeconds how long to wait before a retry; null when unknown
 * @param upstream what Leadlex answered; null when it did not answer
 * @param cause for the log only; null when neither Leadlex nor a token caused the failure
 * @param attemptCount the number of requests to Leadlex, for the log only
 */
public record Failure(ErrorCode code, String message, boolean retryable, @Nullable Integer retryAfterSeconds,
        @Nullable Upstream upstream, @Nullable Cause cause, int attemptCount) {

    /**
     * The part of Leadlex's response that a caller may see: {@code extensions.upstream}.
     *
     * @param code Leadlex's error code, such as {@code activity_not_found}; null when the body has no code
     */
    public record Upstream(int status, @Nullable String code) {
    }

    public static final Failure TIMEOUT = ofLookup(ErrorCode.UPSTREAM_TIMEOUT, "Leadlex did not answer in time.",
            Cause.TIMEOUT);
    public static final Failure OVERLOADED = ofLookup(ErrorCode.OVERLOADED,
            "Too many look-ups are under way here; try again shortly.", Cause.BULKHEAD);
    public static final Failure OPERATION_TOO_LARGE = ofUnusableAnswer(
            "The answers to this operation are too large together; look up fewer activities at a time.", /* status= */ 200);
    /** The failure of one field of an activity that was found. */
    public static final Failure UNREADABLE_FIELD = ofUnusableAnswer(
            "Leadlex sent a value of this field that cannot be read.", /* status= */ 200);
    public static final Failure NO_KEY = ofRequest(ErrorCode.UNAUTHENTICATED,
            "Send your Leadlex API key as 'Authorization: Bearer <key>'.");
    public static final Failure BUG = ofRequest(ErrorCode.INTERNAL_SERVER_ERROR,
            "Something went wrong here; the failure was logged.");

    /** Leadlex answered with an error status, 400 or above. */
    public static Failure refused(Upstream upstream, @Nullable Integer retryAfterSeconds) {
        ErrorCode code = switch (upstream.status()) {
            case 401 -> ErrorCode.UNAUTHENTICATED;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.NOT_FOUND;
            case 429 -> ErrorCode.RATE_LIMITED;
            default -> ErrorCode.UPSTREAM_ERROR;
        };
        boolean retryable = upstream.status() == 429 || upstream.status() >= 500;
        String message = switch (code) {
            case UNAUTHENTICATED -> "Leadlex does not accept this API key.";
            case FORBIDDEN -> "This API key may not read activities; it needs the permission activities:read.";
            case NOT_FOUND -> "There is no activity with this id.";
            case RATE_LIMITED -> "Leadlex is limiting the rate of this API key.";
            default -> retryable ? "Leadlex failed to answer the request." : "Leadlex refused the request.";
        };
        return new Failure(code, message, retryable, retryAfterSeconds, upstream, Cause.STATUS, /* attemptCount= */ 0);
    }

    /** No request was sent, because Leadlex answered 429 to this key a moment ago. */
    public static Failure keyHeld(int retryAfterSeconds) {
        return ofLookup(ErrorCode.RATE_LIMITED, "Leadlex is limiting the rate of this API key; nothing was sent.",
                Cause.HELD, retryAfterSeconds);
    }

    /** Leadlex answered without an error status, but not with a usable activity. */
    public static Failure invalidResponse(int status) {
        return ofUnusableAnswer("Leadlex answered with something that is not a usable activity.", status);
    }

    /** Leadlex could not be reached, closed the connection too early, or its circuit is open. */
    public static Failure unavailable(@Nullable Cause cause) {
        return ofLookup(ErrorCode.UPSTREAM_UNAVAILABLE, "Leadlex cannot be reached at the moment.", cause);
    }

    /** No request was sent, because Leadlex fails for all keys. */
    public static Failure allKeysFail(int retryAfterSeconds) {
        return ofLookup(ErrorCode.UPSTREAM_UNAVAILABLE, "Leadlex cannot be reached at the moment; nothing was sent.",
                Cause.CIRCUIT, retryAfterSeconds);
    }

    public static Failure badInput(String message) {
        return ofRequest(ErrorCode.BAD_USER_INPUT, message);
    }

    /** @param cause null when the request has no token */
    public static Failure badToken(@Nullable Cause cause) {
        return new Failure(ErrorCode.UNAUTHENTICATED, "Send a valid JWT as 'Authorization: Bearer <token>'.",
                /* retryable= */ false, null, null, cause, /* attemptCount= */ 0);
    }

    /** The failure of a request that is refused before it is executed. */
    public static Failure ofRequest(ErrorCode code, String message) {
        return new Failure(code, message, /* retryable= */ false, null, null, /* cause= */ null, /* attemptCount= */ 0);
    }

    private static Failure ofUnusableAnswer(String message, int status) {
        return new Failure(ErrorCode.UPSTREAM_INVALID_RESPONSE, message, /* retryable= */ false, null,
                new Upstream(status, /* code= */ null), status == 200 ? Cause.BODY : Cause.STATUS, /* attemptCount= */ 0);
    }

    private static Failure ofLookup(ErrorCode code, String message, @Nullable Cause cause) {
        return ofLookup(code, message, cause, /* retryAfterSeconds= */ null);
    }

    /** A retryable failure of a look-up that Leadlex did not answer. */
    private static Failure ofLookup(ErrorCode code, String message, @Nullable Cause cause,
            @Nullable Integer retryAfterSeconds) {
        return new Failure(code, message, /* retryable= */ true, retryAfterSeconds, null, cause, /* attemptCount= */ 0);
    }

    /** @return the same failure with the number of requests that were sent to Leadlex */
    public Failure withAttempts(int newCount) {
        return newCount == attemptCount ? this
                : new Failure(code, message, retryable, retryAfterSeconds, upstream, cause, newCount);
    }

    public boolean isOperationTooLarge() {
        return equals(OPERATION_TOO_LARGE.withAttempts(attemptCount));
    }

    /** The HTTP status that Leadlex answered with; null when it did not answer. */
    public @Nullable Integer upstreamStatus() {
        return upstream == null ? null : upstream.status();
    }
}
