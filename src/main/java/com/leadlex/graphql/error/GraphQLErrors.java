package com.leadlex.graphql.error;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import graphql.GraphQLError;
import graphql.language.SourceLocation;

/** The one place that turns a {@link Failure} into a GraphQL error. */
public final class GraphQLErrors {

    private GraphQLErrors() {
    }

    /** A request error, which has no path. */
    public static GraphQLError of(Failure failure, @Nullable List<SourceLocation> locations) {
        return of(failure, locations, /* path= */ null);
    }

    /**
     * A field error, or without a path a request error.
     *
     * @param locations of the field in the document; null or empty when unknown
     * @param path response keys and list indices from the root; null for a request error
     */
    public static GraphQLError of(Failure failure, @Nullable List<SourceLocation> locations, @Nullable List<Object> path) {
        return new FailureError(failure, locations, path, extensions(failure));
    }

    /** @return null when another class made the error */
    public static @Nullable Failure failureOf(GraphQLError error) {
        return error instanceof FailureError failureError ? failureError.failure : null;
    }

    private static Map<String, Object> extensions(Failure failure) {
        Map<String, Object> extensions = new LinkedHashMap<>(8);
        extensions.put("code", failure.code().name());
        extensions.put("retryable", failure.retryable());
        if (failure.retryAfterSeconds() != null) {
            extensions.put("retryAfterSeconds", failure.retryAfterSeconds());
        }
        if (failure.upstream() != null) {
            Map<String, Object> upstreamExtension = new LinkedHashMap<>(4);
            upstreamExtension.put("status", failure.upstream().status());
            if (failure.upstream().code() != null) {
                upstreamExtension.put("code", failure.upstream().code());
            }
            extensions.put("upstream", upstreamExtension);
        }
        return extensions;
    }

    private record FailureError(Failure failure, @Nullable List<SourceLocation> locations, @Nullable List<Object> path,
            Map<String, Object> extensions) implements GraphQLError {

        @Override
        public String getMessage() {
            return failure.message();
        }

        @Override
        public @Nullable List<SourceLocation> getLocations() {
            return locations;
        }

        @Override
        public @Nullable List<Object> getPath() {
            return path;
        }

        @Override
        public Map<String, Object> getExtensions() {
            return extensions;
        }

        @Override
        public ErrorCode getErrorType() {
            return failure.code();
        }
    }
}
