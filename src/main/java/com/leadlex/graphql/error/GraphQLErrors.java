package com.leadlex.graphql.error;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import graphql.ErrorClassification;
import graphql.GraphQLError;
import graphql.language.SourceLocation;

/** The one place that turns a {@link Failure} into a GraphQL error. */
public final class GraphQLErrors {

    private GraphQLErrors() {
    }

    /** An error of the request: no path. */
    public static GraphQLError of(Failure failure, List<SourceLocation> locations) {
        return of(failure, locations, null);
    }

    /**
     * An error of a field.
     *
     * @param locations where the field stands in the document; null or empty when not known
     * @param path response keys and list indices from the root; null for a request error
     */
    public static GraphQLError of(Failure failure, List<SourceLocation> locations, List<Object> path) {
        return new Error(failure.message(), locations, path, extensions(failure));
    }

    private static Map<String, Object> extensions(Failure failure) {
        Map<String, Object> extensions = new LinkedHashMap<>(8);
        extensions.put("code", failure.code().name());
        extensions.put("retryable", failure.retryable());
        if (failure.retryAfterSeconds() != null) {
            extensions.put("retryAfterSeconds", failure.retryAfterSeconds());
        }
        Upstream upstream = failure.upstream();
        if (upstream != null) {
            extensions.put("upstream", upstream.code() == null
                    ? Map.of("status", upstream.status())
                    : orderedUpstream(upstream));
        }
        return extensions;
    }

    private static Map<String, Object> orderedUpstream(Upstream upstream) {
        Map<String, Object> map = new LinkedHashMap<>(4);
        map.put("status", upstream.status());
        map.put("code", upstream.code());
        return map;
    }

    private record Error(String message, List<SourceLocation> locations, List<Object> path, Map<String, Object> extensions)
            implements
                GraphQLError {

        @Override
        public String getMessage() {
            return message;
        }

        @Override
        public List<SourceLocation> getLocations() {
            return locations;
        }

        @Override
        public List<Object> getPath() {
            return path;
        }

        @Override
        public Map<String, Object> getExtensions() {
            return extensions;
        }

        @Override
        public ErrorClassification getErrorType() {
            return graphql.ErrorType.DataFetchingException;
        }
    }
}
