package com.leadlex.graphql.observability;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import com.leadlex.graphql.error.ErrorCode;

import graphql.GraphQLError;

/** Reads the codes of errors back from their {@code extensions.code}. */
final class ErrorCodes {

    private static final Map<String, ErrorCode> BY_NAME = new HashMap<>();

    static {
        for (ErrorCode code : ErrorCode.values()) {
            BY_NAME.put(code.name(), code);
        }
    }

    private ErrorCodes() {
    }

    /** @return an error without one of our codes would be a bug of ours, and counts as one */
    static ErrorCode of(GraphQLError error) {
        Object code = error.getExtensions() == null ? null : error.getExtensions().get("code");
        return code == null ? ErrorCode.INTERNAL_SERVER_ERROR
                : BY_NAME.getOrDefault(code.toString(), ErrorCode.INTERNAL_SERVER_ERROR);
    }

    /** Each code once, in the order of the errors, joined by commas. */
    static String joined(List<GraphQLError> errors) {
        if (errors.size() == 1) {
            return of(errors.get(0)).name();
        }
        StringJoiner joined = new StringJoiner(",");
        errors.stream().map(ErrorCodes::of).distinct().forEach(code -> joined.add(code.name()));
        return joined.toString();
    }
}
