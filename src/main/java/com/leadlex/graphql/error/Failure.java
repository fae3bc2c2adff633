package com.leadlex.graphql.error;

import org.jspecify.annotations.Nullable;

/**
 * Why a look-up or a request has no result. A value, not an exception: most failures are expected and cost no stack trace.
 * {@link GraphQLErrors} is the one place that turns it into a GraphQL error.
 *
 * @param message a plain sentence of ours; never Leadlex's text, an address or a class name
 * @param retryable whether the same request can succeed later without being changed
 * @param retryAfterSeconds how long to wait before a retry; null when not known
 * @param upstream what Leadlex answered; null when it did not answer
 * @param cause where a look-up failed, for the log alone; null when Leadlex has no part in it
 * @param attempts how many requests were sent to Leadlex, for the log alone
 */
public record Failure(ErrorCode code, String message, boolean retryable, @Nullable Integer retryAfterSeconds,
        @Nullable Upstream upstream, @Nullable Cause cause, int attempts) {

    /**
     * What Leadlex answered, as far as a caller may know it: {@code extensions.upstream}.
     *
     * @param code its error code, such as {@code activity_not_found}; null when the body named none
     */
    public record Upstream(int status, @Nullable String code) {
    }

    public static final Failure TIMEOUT = ofLookup(ErrorCode.UPSTREAM_TIMEOUT, "Leadlex did not answer in time.",
            Cause.TIMEOUT, null);
    public static final Failure OVERLOADED = ofLookup(ErrorCode.OVERLOADED,
            "Too many look-ups are under way here; try again shortly.", Cause.BULKHEAD, null);
    public static final Failure OPERATION_TOO_LARGE = ofAnswer(
            "The answers to this operation are too large together; look up fewer activities at a time.", 200);
    /** Of one field of a found activity. */
    public static final Failure UNREADABLE_FIELD = ofAnswer("Leadlex sent a value of this field that cannot be read.", 200);
    public static final Failure NO_KEY = request(ErrorCode.UNAUTHENTICATED,
            "Send your Leadlex API key as 'Authorization: Bearer <key>'.");
    public static final Failure BUG = request(ErrorCode.INTERNAL_SERVER_ERROR,
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
        return new Failure(code, message, retryable, retryAfterSeconds, upstream, Cause.STATUS, 0);
    }

    /** Not sent: Leadlex answered 429 to this key a moment ago. */
    public static Failure held(int retryAfterSeconds) {
        return ofLookup(ErrorCode.RATE_LIMITED, "Leadlex is limiting the rate of this API key; nothing was sent.",
                Cause.HELD, retryAfterSeconds);
    }

    /** Leadlex answered without an error status, but with nothing that can be used. */
    public static Failure invalidResponse(int status) {
        return ofAnswer("Leadlex answered with something that is not a usable activity.", status);
    }

    /** Leadlex could not be reached, hung up too early, or is not asked while its circuit is open. */
    public static Failure unavailable(@Nullable Cause cause) {
        return ofLookup(ErrorCode.UPSTREAM_UNAVAILABLE, "Leadlex cannot be reached at the moment.", cause, null);
    }

    /** Not sent: Leadlex fails for everybody. */
    public static Failure everybodyFails(int retryAfterSeconds) {
        return ofLookup(ErrorCode.UPSTREAM_UNAVAILABLE, "Leadlex cannot be reached at the moment; nothing was sent.",
                Cause.CIRCUIT, retryAfterSeconds);
    }

    public static Failure badInput(String message) {
        return request(ErrorCode.BAD_USER_INPUT, message);
    }

    /** @param cause null when there is no token */
    public static Failure noProof(@Nullable Cause cause) {
        return new Failure(ErrorCode.UNAUTHENTICATED, "Send a valid JWT as 'Authorization: Bearer <token>'.", false, null, null,
                cause, 0);
    }

    /** A request that is refused before it is executed. */
    public static Failure request(ErrorCode code, String message) {
        return new Failure(code, message, false, null, null, null, 0);
    }

    private static Failure ofAnswer(String message, int status) {
        return new Failure(ErrorCode.UPSTREAM_INVALID_RESPONSE, message, false, null, new Upstream(status, null),
                status == 200 ? Cause.BODY : Cause.STATUS, 0);
    }

    /** A look-up that can succeed later, though Leadlex did not answer it. */
    private static Failure ofLookup(ErrorCode code, String message, @Nullable Cause cause,
            @Nullable Integer retryAfterSeconds) {
        return new Failure(code, message, true, retryAfterSeconds, null, cause, 0);
    }

    /** The same failure, after so many requests to Leadlex. */
    public Failure after(int attemptsMade) {
        return attemptsMade == attempts ? this
                : new Failure(code, message, retryable, retryAfterSeconds, upstream, cause, attemptsMade);
    }

    public boolean isOperationTooLarge() {
        return equals(OPERATION_TOO_LARGE.after(attempts));
    }

    /** The HTTP status that Leadlex answered with; null when it did not answer. */
    public @Nullable Integer upstreamStatus() {
        return upstream == null ? null : upstream.status();
    }
}
