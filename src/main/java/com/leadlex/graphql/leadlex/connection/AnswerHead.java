package com.leadlex.graphql.leadlex.connection;

import java.util.List;
import java.util.function.Function;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;

/**
 * The head of an answer, for when its body fails: the REST client passes on one or the other.
 *
 * @param values of a header
 */
public record AnswerHead(int status, Function<String, List<String>> values) {

    private static final List<String> KEPT = List.of("Retry-After", "Date");

    /** Those that tell something, whatever the body is. */
    public MultivaluedMap<String, String> headers() {
        MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
        KEPT.forEach(name -> headers.addAll(name, values.apply(name)));
        return headers;
    }
}
