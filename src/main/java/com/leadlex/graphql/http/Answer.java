package com.leadlex.graphql.http;

import java.util.List;

import com.leadlex.graphql.error.GraphQLErrors;
import com.leadlex.graphql.operation.GraphQLResponse;

import graphql.GraphQLError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** The answer to one request: its status, headers and body, and how they are sent. */
final class Answer {

    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("x-content-type-options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence CLOSE = HttpHeaders.createOptimized("close");
    private static final CharSequence GET_POST = HttpHeaders.createOptimized("GET, POST");
    /** The stream of an HTTP/1 response. */
    private static final int NO_STREAM = -1;
    private static final CharSequence POST = HttpHeaders.createOptimized("POST");

    private final HttpServerResponse response;
    private final ResponseFormat format;
    private final String requestId;
    private final RequestListener.Observation observation;

    Answer(HttpServerResponse response, ResponseFormat format, String requestId, RequestListener.Observation observation) {
        this.response = response;
        this.format = format;
        this.requestId = requestId;
        this.observation = observation;
    }

    static void commonHeaders(HttpServerResponse response, String requestId) {
        response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE).putHeader(CONTENT_TYPE_OPTIONS, NO_SNIFF).putHeader(REQUEST_ID,
                requestId);
    }

    void send(GraphQLResponse result) throws Refusal {
        AnswerKind kind = AnswerKind.of(result.status());
        if (kind == AnswerKind.MUTATION_BY_GET) {
            throw new Refusal(kind, "GET runs queries only; use POST.");
        }
        send(kind, result.operationName(), result.errors(), result.data());
    }

    void refuse(Refusal refusal) {
        switch (refusal.kind()) {
            case METHOD_NOT_ALLOWED -> response.putHeader(HttpHeaders.ALLOW, GET_POST);
            case MUTATION_BY_GET -> response.putHeader(HttpHeaders.ALLOW, POST);
            case BODY_TOO_LARGE, BODY_TOO_LATE -> closeBehindAnswer();
            default -> {
            }
        }
        send(refusal.kind(), null, List.of(GraphQLErrors.of(refusal.failure(), List.of())), null);
    }

    /** The rest of the body is not read. A stream of HTTP/2 is reset alone, so its connection stays. */
    private void closeBehindAnswer() {
        if (response.streamId() == NO_STREAM) {
            response.putHeader(HttpHeaders.CONNECTION, CLOSE);
        }
    }

    private void send(AnswerKind kind, String operationName, List<GraphQLError> errors, GraphQLResponse.Data data) {
        int status = StatusCode.of(kind, format, Edition.DRAFT_2025);
        Buffer body = Buffer.buffer(ResponseWriter.write(errors, data, requestId));
        observation.ended(operationName, status, errors);
        if (response.closed() || response.ended()) {
            return; // the client went away
        }
        commonHeaders(response, requestId);
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, format.contentType()).end(body);
    }
}
