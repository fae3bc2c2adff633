package com.leadlex.graphql.http.exchange;

import java.util.List;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.GraphQLErrors;
import com.leadlex.graphql.http.Accept;
import com.leadlex.graphql.http.CommonHeaders;
import com.leadlex.graphql.http.Gzip;
import com.leadlex.graphql.http.HttpConfig;
import com.leadlex.graphql.http.Refusal;
import com.leadlex.graphql.http.RequestListener;
import com.leadlex.graphql.http.RequestListener.Operation;
import com.leadlex.graphql.http.ResponseFormat;
import com.leadlex.graphql.http.ResponseKind;
import com.leadlex.graphql.http.ResponseWriter;
import com.leadlex.graphql.http.SafeHeaders;
import com.leadlex.graphql.http.StatusCode;
import com.leadlex.graphql.operation.GraphQLResponse;

import graphql.GraphQLError;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** Makes and sends responses to GraphQL requests: status, headers, body; and reports each to the listener. */
@Singleton
class Responses {

    private static final CharSequence CLOSE = HttpHeaders.createOptimized("close");
    private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");
    private static final CharSequence POST = HttpHeaders.createOptimized("POST");
    private static final CharSequence METHODS = HttpHeaders.createOptimized("GET, POST, QUERY");
    private static final CharSequence ACCEPT_QUERY = HttpHeaders.createOptimized("accept-query");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    /** A smaller body fits into few packets: compressing it costs more time than it saves. */
    private static final int LEAST_COMPRESSED = 4096;

    private final HttpConfig config;
    private final RequestListener listener;
    private final Vertx vertx;

    Responses(HttpConfig config, RequestListener listener, Vertx vertx) {
        this.config = config;
        this.listener = listener;
        this.vertx = vertx;
    }

    Response begin(HttpServerRequest request) {
        String id = CommonHeaders.requestId(request.response());
        return new Response(request, id, listener.started(id, SafeHeaders.traceparent(request)));
    }

    /** Names the media type that {@code QUERY} takes (RFC 10008). */
    static void putAcceptQuery(HttpServerResponse response) {
        response.putHeader(ACCEPT_QUERY, JSON);
    }

    static HttpServerResponse putAllow(HttpServerResponse response) {
        putAcceptQuery(response);
        return response.putHeader(HttpHeaders.ALLOW, METHODS);
    }

    /** The response to one request. */
    final class Response {

        final HttpServerRequest request;
        final String requestId;
        final RequestListener.Observation observation;
        private final HttpServerResponse response;
        private final @Nullable ResponseFormat accepted;

        private Response(HttpServerRequest request, String requestId, RequestListener.Observation observation) {
            this.request = request;
            this.requestId = requestId;
            this.observation = observation;
            response = request.response();
            accepted = Accept.negotiate(request);
        }

        void requireFormat() throws Refusal {
            if (accepted == null) {
                throw new Refusal(ResponseKind.NOT_ACCEPTABLE, "Accept application/graphql-response+json or application/json.");
            }
        }

        void send(GraphQLResponse result) throws Refusal {
            if (GraphQLResponse.NOT_A_QUERY.equals(result)) {
                throw request.method() == HttpMethod.GET
                        ? new Refusal(ResponseKind.MUTATION_BY_GET, "GET runs queries only; use POST.")
                        : new Refusal(ResponseKind.MUTATION_BY_QUERY, "QUERY runs queries only; use POST.");
            }
            ResponseKind kind = result.data() == null ? ResponseKind.ofRequestError(ErrorCode.of(result.errors().get(0)))
                    : result.errors().isEmpty() ? ResponseKind.DATA : ResponseKind.PARTIAL_DATA;
            String name = result.operationName();
            Operation operation = new Operation(result.operationType(),
                    name == null || SafeHeaders.revealsKey(name, request) ? null : name);
            send(kind, operation, result.errors(), result.data(), result.staleSeconds());
        }

        void refuse(Refusal refusal) {
            ResponseKind kind = refusal.kind();
            boolean closesConnection = kind == ResponseKind.BODY_TOO_LARGE || kind == ResponseKind.BODY_TOO_LATE;
            if (closesConnection && request.version() != HttpVersion.HTTP_2) {
                response.putHeader(HttpHeaders.CONNECTION, CLOSE);
            } else if (kind == ResponseKind.METHOD_NOT_ALLOWED) {
                putAllow(response);
            } else if (kind == ResponseKind.MUTATION_BY_GET) {
                response.putHeader(HttpHeaders.ALLOW, POST);
            } else if (kind == ResponseKind.UNSUPPORTED_CONTENT) {
                putAcceptQuery(response);
            }
            send(kind, Operation.NONE, List.of(GraphQLErrors.of(refusal.failure(), List.of())), null, null);
            Remainder.discard(request, vertx, closesConnection);
        }

        private void send(ResponseKind kind, Operation operation, List<GraphQLError> errors,
                GraphQLResponse.@Nullable Data data, @Nullable Long staleSeconds) {
            if (response.ended()) {
                return;
            }
            if (response.closed()) {
                observation.abandoned(operation);
                return;
            }
            ResponseFormat format = accepted == null ? ResponseFormat.JSON : accepted;
            int status = StatusCode.of(kind, format, config.edition());
            Buffer body = ResponseWriter.write(errors, data, staleSeconds, requestId);
            observation.ended(operation, status, errors);
            if (status == StatusCode.PARTIAL_SUCCESS) {
                response.setStatusMessage("Partial Success");
            }
            response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE,
                    format.of(status, config.edition()).contentType());
            if (body.length() < LEAST_COMPRESSED || !config.compression()) {
                response.end(body);
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
            vertx.executeBlocking(() -> Gzip.compress(body), false).onComplete(compressed -> {
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
}
