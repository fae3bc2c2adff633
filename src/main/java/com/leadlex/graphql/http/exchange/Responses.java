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

/** Makes and sends responses to GraphQL requests (status, headers, body), and reports each response to the listener. */
@Singleton
class Responses {

    private static final CharSequence CONNECTION_CLOSE = HttpHeaders.createOptimized("close");
    private static final CharSequence GZIP_CODING = HttpHeaders.createOptimized("gzip");
    private static final CharSequence POST_METHOD = HttpHeaders.createOptimized("POST");
    private static final CharSequence ALLOWED_METHODS = HttpHeaders.createOptimized("GET, POST, QUERY");
    private static final CharSequence ACCEPT_QUERY_HEADER = HttpHeaders.createOptimized("accept-query");
    private static final CharSequence JSON_MEDIA_TYPE = HttpHeaders.createOptimized("application/json");
    /** A smaller body fits into few packets: compressing it costs more time than it saves. */
    private static final int MIN_COMPRESSED_BYTES = 4096;

    private final HttpConfig config;
    private final RequestListener listener;
    private final Vertx vertx;

    Responses(HttpConfig config, RequestListener listener, Vertx vertx) {
        this.config = config;
        this.listener = listener;
        this.vertx = vertx;
    }

    Response beginResponse(HttpServerRequest request) {
        String requestId = CommonHeaders.requestId(request.response());
        return new Response(request, requestId, listener.requestStarted(requestId, SafeHeaders.traceparent(request)));
    }

    /** Names the media type that {@code QUERY} takes (RFC 10008). */
    static void putAcceptQuery(HttpServerResponse httpResponse) {
        httpResponse.putHeader(ACCEPT_QUERY_HEADER, JSON_MEDIA_TYPE);
    }

    static HttpServerResponse putAllow(HttpServerResponse httpResponse) {
        putAcceptQuery(httpResponse);
        return httpResponse.putHeader(HttpHeaders.ALLOW, ALLOWED_METHODS);
    }

    /** The response to one request. */
    final class Response {

        final HttpServerRequest request;
        final String requestId;
        final RequestListener.Observation observation;
        private final HttpServerResponse httpResponse;
        private final @Nullable ResponseFormat acceptedFormat;

        private Response(HttpServerRequest request, String requestId, RequestListener.Observation observation) {
            this.request = request;
            this.requestId = requestId;
            this.observation = observation;
            httpResponse = request.response();
            acceptedFormat = Accept.negotiate(request);
        }

        void requireAcceptedFormat() throws Refusal {
            if (acceptedFormat == null) {
                throw new Refusal(ResponseKind.NOT_ACCEPTABLE, "Accept application/graphql-response+json or application/json.");
            }
        }

        void send(GraphQLResponse graphQLResponse) throws Refusal {
            if (graphQLResponse == GraphQLResponse.NOT_A_QUERY) { // the native executable interprets equals of this record
                throw request.method() == HttpMethod.GET
                        ? new Refusal(ResponseKind.MUTATION_BY_GET, "GET runs queries only; use POST.")
                        : new Refusal(ResponseKind.MUTATION_BY_QUERY, "QUERY runs queries only; use POST.");
            }
            ResponseKind kind = graphQLResponse.data() == null
                    ? ResponseKind.ofRequestError(ErrorCode.of(graphQLResponse.errors().get(0)))
                    : graphQLResponse.errors().isEmpty() ? ResponseKind.DATA : ResponseKind.PARTIAL_DATA;
            String operationName = graphQLResponse.operationName();
            Operation operation = new Operation(graphQLResponse.operationType(),
                    operationName == null || SafeHeaders.revealsKey(operationName, request) ? null : operationName);
            send(kind, operation, graphQLResponse.errors(), graphQLResponse.data(), graphQLResponse.staleSeconds());
        }

        void refuse(Refusal refusal) {
            ResponseKind kind = refusal.kind();
            boolean closesConnection = kind == ResponseKind.BODY_TOO_LARGE || kind == ResponseKind.BODY_TOO_LATE;
            if (closesConnection && request.version() != HttpVersion.HTTP_2) {
                httpResponse.putHeader(HttpHeaders.CONNECTION, CONNECTION_CLOSE);
            } else if (kind == ResponseKind.METHOD_NOT_ALLOWED) {
                putAllow(httpResponse);
            } else if (kind == ResponseKind.MUTATION_BY_GET) {
                httpResponse.putHeader(HttpHeaders.ALLOW, POST_METHOD);
            } else if (kind == ResponseKind.UNSUPPORTED_CONTENT) {
                putAcceptQuery(httpResponse);
            }
            sendError(kind, GraphQLErrors.of(refusal.failure(), List.of()));
            Remainder.discardRest(request, vertx, closesConnection);
        }

        private void sendError(ResponseKind kind, GraphQLError error) {
            send(kind, Operation.NONE, List.of(error), /* data= */ null, /* staleSeconds= */ null);
        }

        private void send(ResponseKind kind, Operation operation, List<GraphQLError> errors,
                GraphQLResponse.@Nullable Data data, @Nullable Long staleSeconds) {
            if (httpResponse.ended()) {
                return;
            }
            if (httpResponse.closed()) {
                observation.requestAbandoned(operation);
                return;
            }
            ResponseFormat format = acceptedFormat == null ? ResponseFormat.JSON : acceptedFormat;
            int status = StatusCode.of(kind, format, config.edition());
            Buffer body = ResponseWriter.write(errors, data, staleSeconds, requestId);
            observation.requestEnded(operation, status, errors);
            if (status == StatusCode.PARTIAL_SUCCESS) {
                httpResponse.setStatusMessage("Partial Success");
            }
            httpResponse.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE,
                    format.forStatus(status, config.edition()).contentType());
            if (body.length() < MIN_COMPRESSED_BYTES || !config.compression()) {
                httpResponse.end(body);
            } else {
                sendLargeBody(body);
            }
        }

        private void sendLargeBody(Buffer body) {
            httpResponse.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            if (!Gzip.isAcceptable(request.getHeader(HttpHeaders.ACCEPT_ENCODING))) {
                httpResponse.end(body);
                return;
            }
            vertx.executeBlocking(() -> Gzip.compress(body), /* ordered= */ false).onComplete(compression -> {
                if (httpResponse.closed()) {
                    return;
                }
                if (compression.succeeded()) {
                    httpResponse.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP_CODING).end(compression.result());
                } else {
                    httpResponse.end(body);
                }
            });
        }
    }
}
