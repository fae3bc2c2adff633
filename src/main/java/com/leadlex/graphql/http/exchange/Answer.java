package com.leadlex.graphql.http.exchange;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.error.GraphQLErrors;
import com.leadlex.graphql.http.AnswerKind;
import com.leadlex.graphql.http.Methods;
import com.leadlex.graphql.http.Refusal;
import com.leadlex.graphql.http.RequestListener;
import com.leadlex.graphql.http.ResponseFormat;
import com.leadlex.graphql.http.request.CallersKey;
import com.leadlex.graphql.http.response.CommonHeaders;
import com.leadlex.graphql.http.response.Content;
import com.leadlex.graphql.http.response.Gzip;
import com.leadlex.graphql.http.response.ResponseWriter;
import com.leadlex.graphql.http.response.StatusCode;
import com.leadlex.graphql.operation.GraphQLResponse;

import graphql.GraphQLError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The answer to one request: its status, headers and body, and how they are sent. */
final class Answer {

    private static final CharSequence CLOSE = HttpHeaders.createOptimized("close");
    private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");
    private static final CharSequence POST = HttpHeaders.createOptimized("POST");
    private static final CharSequence ACCEPT_QUERY = HttpHeaders.createOptimized("accept-query");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    /** The stream of an HTTP/1 response. */
    private static final int NO_STREAM = -1;
    /** A smaller one fits into few packets, and costs more time than it saves. */
    private static final int LEAST_COMPRESSED = 4096;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final ResponseFormat format;
    private final String requestId;
    private final Steps steps;
    private final RequestListener.Observation observation;

    Answer(HttpServerRequest request, ResponseFormat format, String requestId, Steps steps,
            RequestListener.Observation observation) {
        this.request = request;
        this.format = format;
        this.requestId = requestId;
        this.steps = steps;
        this.observation = observation;
        response = request.response();
    }

    /** Tells how {@code QUERY} is asked here (RFC 10008). */
    static void putAcceptQuery(HttpServerResponse response) {
        response.putHeader(ACCEPT_QUERY, JSON);
    }

    void send(GraphQLResponse result) {
        AnswerKind kind = result.data() == null ? AnswerKind.ofRequestError(result.errors().get(0))
                : result.errors().isEmpty() ? AnswerKind.DATA : AnswerKind.PARTIAL_DATA;
        send(kind, new RequestListener.Operation(result.operationType(), safe(result.operationName())), result.errors(),
                result.data(), result.staleSeconds());
    }

    private @Nullable String safe(@Nullable String operationName) {
        return operationName == null || CallersKey.isIn(operationName, request) ? null : operationName;
    }

    void refuse(Refusal refusal) {
        switch (refusal.kind()) {
            case METHOD_NOT_ALLOWED -> {
                response.putHeader(HttpHeaders.ALLOW, Methods.ALL);
                putAcceptQuery(response);
            }
            case MUTATION_BY_GET -> response.putHeader(HttpHeaders.ALLOW, POST);
            case UNSUPPORTED_CONTENT -> putAcceptQuery(response);
            case BODY_TOO_LARGE, BODY_TOO_LATE -> closeBehindAnswer();
            default -> {
            }
        }
        send(refusal.kind(), RequestListener.Operation.NONE, List.of(GraphQLErrors.of(refusal.failure(), List.of())), null,
                null);
    }

    /** The request is there as a whole: from now on it is us who take time. */
    void begins() {
        observation.received();
    }

    void identified(Credential credential) {
        observation.identified(credential);
    }

    /** The client went away before there was an answer. */
    void abandon() {
        observation.abandoned(RequestListener.Operation.NONE);
    }

    /** The rest of the body is not read. A stream of HTTP/2 is reset alone, so its connection stays. */
    private void closeBehindAnswer() {
        if (response.streamId() == NO_STREAM) {
            response.putHeader(HttpHeaders.CONNECTION, CLOSE);
        }
    }

    private void send(AnswerKind kind, RequestListener.Operation operation, List<GraphQLError> errors,
            GraphQLResponse.@Nullable Data data, @Nullable Long staleSeconds) {
        if (response.ended()) {
            return;
        }
        if (response.closed()) {
            observation.abandoned(operation);
            return;
        }
        int status = StatusCode.of(kind, format, steps.config.edition());
        Buffer body = ResponseWriter.write(errors, data, staleSeconds, requestId);
        observation.ended(operation, status, errors);
        CommonHeaders.put(response, requestId);
        if (status == StatusCode.PARTIAL_SUCCESS) {
            response.setStatusMessage("Partial Success");
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE,
                format.of(status, steps.config.edition()).contentType());
        if (body.length() < LEAST_COMPRESSED || !steps.config.compression()) {
            Content.end(request, body);
        } else {
            sendLarge(body);
        }
    }

    private void sendLarge(Buffer body) {
        response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (!Gzip.isAcceptable(request.getHeader(HttpHeaders.ACCEPT_ENCODING))) {
            response.end(body);
            return;
        }
        steps.vertx.executeBlocking(() -> Gzip.compress(body), false).onComplete(compressed -> {
            if (response.closed()) {
                return;
            }
            if (compressed.succeeded()) {
                response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP).end(compressed.result());
            } else {
                response.end(body);
            }
        });
    }
}
