package com.leadlex.graphql.error;

/**
 * Why a look-up or a request has no result. A value, not an exception: most failures are expected and cost no stack trace.
 * {@link GraphQLErrors} is the one place that turns it into a GraphQL error.
 */
public sealed interface Failure {

    ErrorCode code();

    /** A plain sentence of ours; never Leadlex's text, an address or a class name. */
    String message();

    /** Whether the same request can succeed later without being changed. */
    default boolean retryable() {
        return false;
    }

    /** Seconds to wait before a retry, or null when not known. */
    default Integer retryAfterSeconds() {
        return null;
    }

    /** What Leadlex answered, or null when it did not answer. */
    default Upstream upstream() {
        return null;
    }

    /** Leadlex answered with an error status. */
    record Refused(Upstream upstream, Integer retryAfterSeconds) implements Failure {

        public Refused(int status, String upstreamCode) {
            this(new Upstream(status, upstreamCode), null);
        }

        @Override
        public ErrorCode code() {
            return switch (upstream.status()) {
                case 401 -> ErrorCode.UNAUTHENTICATED;
                case 403 -> ErrorCode.FORBIDDEN;
                case 404 -> ErrorCode.NOT_FOUND;
                case 429 -> ErrorCode.RATE_LIMITED;
                default -> ErrorCode.UPSTREAM_ERROR;
            };
        }

        @Override
        public String message() {
            return switch (code()) {
                case UNAUTHENTICATED -> "Leadlex does not accept this API key.";
                case FORBIDDEN -> "This API key may not read activities; it needs the permission activities:read.";
                case NOT_FOUND -> "There is no activity with this id.";
                case RATE_LIMITED -> "Leadlex is limiting the rate of this API key.";
                default -> retryable() ? "Leadlex failed to answer the request." : "Leadlex refused the request.";
            };
        }

        @Override
        public boolean retryable() {
            return upstream.status() == 429 || upstream.status() >= 500;
        }
    }

    /** Not sent: Leadlex answered 429 to this key a moment ago. */
    record Held(Integer retryAfterSeconds) implements Failure {

        @Override
        public ErrorCode code() {
            return ErrorCode.RATE_LIMITED;
        }

        @Override
        public String message() {
            return "Leadlex is limiting the rate of this API key; nothing was sent.";
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** Leadlex answered without an error status, but with nothing that can be used. */
    record InvalidResponse(Upstream upstream) implements Failure {

        public InvalidResponse(int status) {
            this(new Upstream(status, null));
        }

        @Override
        public ErrorCode code() {
            return ErrorCode.UPSTREAM_INVALID_RESPONSE;
        }

        @Override
        public String message() {
            return "Leadlex answered with something that is not a usable activity.";
        }
    }

    /** A failure that is told by its code and message alone. */
    record Plain(ErrorCode code, String message, boolean retryable) implements Failure {
    }

    Failure UNAVAILABLE = new Plain(ErrorCode.UPSTREAM_UNAVAILABLE, "Leadlex cannot be reached at the moment.", true);
    Failure TIMEOUT = new Plain(ErrorCode.UPSTREAM_TIMEOUT, "Leadlex did not answer in time.", true);
    Failure OVERLOADED = new Plain(ErrorCode.OVERLOADED, "Too many look-ups are under way here; try again shortly.", true);
    Failure NO_KEY = new Plain(ErrorCode.UNAUTHENTICATED, "Send your Leadlex API key as 'Authorization: Bearer <key>'.", false);
    Failure BUG = new Plain(ErrorCode.INTERNAL_SERVER_ERROR, "Something went wrong here; the failure was logged.", false);

    static Failure badInput(String message) {
        return new Plain(ErrorCode.BAD_USER_INPUT, message, false);
    }

    /** A request that is refused before it is executed. */
    static Failure request(ErrorCode code, String message) {
        return new Plain(code, message, false);
    }
}
