package com.leadlex.graphql.leadlex;

import java.util.List;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;

import io.vertx.core.http.HttpClientResponse;

/** The head of an answer, for when its body fails: the REST client passes on one or the other. */
record AnswerHead(HttpClientResponse response) {

    private static final List<String> KEPT = List.of("Retry-After", "Date");

    int status() {
        return response.statusCode();
    }

    /** Those that tell something, whatever the body is. */
    MultivaluedMap<String, String> headers() {
        MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
        KEPT.forEach(name -> headers.addAll(name, response.headers().getAll(name)));
        return headers;
    }
}
