package com.leadlex.graphql.http;

import java.util.List;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.GraphQLErrors;
import com.leadlex.graphql.operation.GraphQLResponse;

import graphql.GraphQLError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** The answer to one request: its headers, its id, and how it is sent. */
final class Answer {

    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("x-content-type-options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence CLOSE = HttpHeaders.createOptimized("close");
    /** Of HTTP/1. */
    private static final int NO_STREAM = -1;
    private static final CharSequence POST = HttpHeaders.createOptimized("POST");

    private final HttpServerResponse response;
    private final RequestListener.Exchange exchange;
    private final String requestId;
    private ResponseFormat format = ResponseFormat.JSON;

    Answer(HttpServerResponse response, String requestId, RequestListener.Exchange exchange) {
        this.response = response;
        this.requestId = requestId;
        this.exchange = exchange;
    }

    static void commonHeaders(HttpServerResponse response, String requestId) {
        response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE).putHeader(CONTENT_TYPE_OPTIONS, NO_SNIFF).putHeader(REQUEST_ID,
                requestId);
    }

    void in(ResponseFormat wanted) {
        format = wanted;
    }

    void send(GraphQLResponse result) {
        int status = StatusPolicy.status(result.status(), format);
        if (result.status() == GraphQLResponse.Status.NOT_A_QUERY) {
            response.putHeader(HttpHeaders.ALLOW, POST);
            refuse(new Refusal(status, ErrorCode.BAD_REQUEST, "GET runs queries only; use POST."));
        } else {
            send(status, result.operationName(), result.errors(), result.data());
        }
    }

    /** Whether the rest of the body is not worth reading. */
    static boolean closesConnection(Refusal refusal) {
        return refusal.status() == 413 || refusal.status() == 408;
    }

    void refuse(Refusal refusal) {
        int status = refusal.status() == Refusal.AS_INVALID_DOCUMENT
                ? StatusPolicy.status(GraphQLResponse.Status.REQUEST_ERROR, format)
                : refusal.status();
        if (closesConnection(refusal) && response.streamId() == NO_STREAM) {
            response.putHeader(HttpHeaders.CONNECTION, CLOSE); // the rest of the body is not read
        }
        send(status, null, List.of(GraphQLErrors.of(refusal.failure(), List.of())), null);
    }

    private void send(int status, String operationName, List<GraphQLError> errors, GraphQLResponse.Data data) {
        Buffer body = Buffer.buffer(ResponseWriter.write(errors, data, requestId));
        exchange.ended(operationName, status, errors);
        if (response.closed() || response.ended()) {
            return; // the client went away
        }
        commonHeaders(response, requestId);
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, format.contentType()).end(body);
    }
}
