package com.leadlex.graphql.leadlex;

import java.util.List;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.Failure;

import io.vertx.core.http.HttpClientResponse;

/**
 * The body is larger than it may be, or than there is room for; what its head told is kept. No stack trace: it is an expected
 * end.
 */
final class TooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final List<String> KEPT = List.of("Retry-After", "Date");

    private final int status;
    private final transient Failure failure;
    private final transient MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();

    /** @param failure what that means where the status does not tell more */
    TooLarge(HttpClientResponse response, Failure failure) {
        super("The response is too large", null, false, false);
        status = response.statusCode();
        this.failure = failure;
        for (String name : KEPT) {
            headers.addAll(name, response.headers().getAll(name));
        }
    }

    static @Nullable TooLarge in(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TooLarge found) {
                return found;
            }
        }
        return null;
    }

    int status() {
        return status;
    }

    Failure failure() {
        return failure;
    }

    MultivaluedMap<String, String> headers() {
        return headers;
    }
}
