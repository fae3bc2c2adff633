package com.leadlex.graphql.http;

import java.util.List;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import com.leadlex.graphql.activity.Caller;
import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.auth.Credentials;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.operation.GraphQLRequest;
import com.leadlex.graphql.operation.GraphQLResponse;
import com.leadlex.graphql.operation.Operations;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;

/**
 * {@code /graphql}: GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft/). Stands ahead of all other
 * routes, SmallRye's own among them, so that a request meets nothing that it does not need.
 */
@Singleton
class GraphQLRoute {

    private static final Logger LOG = Logger.getLogger(GraphQLRoute.class);
    /**
     * Right behind Quarkus' CORS filter (-300), ahead of its authentication (-200) and of SmallRye's route; in dev
     * mode, behind the handler that reloads changed code.
     */
    private static final int BEHIND_CORS = -299;
    static final int ORDER = BEHIND_CORS + 1;
    private static final int AHEAD_OF_CORS = -301;

    private final Operations operations;
    private final Credentials credentials;
    private final PersistedDocuments documents;
    private final RequestListeners listeners;
    private final HttpConfig config;
    private final Vertx vertx;
    private final JsonReader json;
    private final UrlReader url;

    GraphQLRoute(Operations operations, Credentials credentials, PersistedDocuments documents, RequestListeners listeners,
            HttpConfig config,
            Vertx vertx) {
        this.operations = operations;
        this.credentials = credentials;
        this.documents = documents;
        this.listeners = listeners;
        this.config = config;
        this.vertx = vertx;
        json = new JsonReader(config);
        url = new UrlReader(json);
    }

    void register(@Observes Router router,
            @ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean cors) {
        if (cors) {
            // What the filter answers itself is not to be stored either.
            router.route("/graphql").order(AHEAD_OF_CORS).handler(context -> {
                Answer.commonHeaders(context.response(), RequestIds.of(context.request()));
                context.response().putHeader(HttpHeaders.VARY, "Origin");
                context.next();
            });
        }
        router.route("/graphql").method(HttpMethod.OPTIONS).order(BEHIND_CORS).handler(context -> options(context.request()));
        router.route("/graphql").order(ORDER).handler(context -> receive(context.request()));
    }

    private static void options(HttpServerRequest request) {
        request.resume();
        Answer.commonHeaders(request.response(), RequestIds.of(request));
        request.response().putHeader(HttpHeaders.ALLOW, "GET, POST").end();
    }

    private void receive(HttpServerRequest request) {
        String requestId = RequestIds.of(request);
        String traceparent = TraceContext.of(request.headers().getAll(TraceContext.HEADER));
        RequestListener.Exchange exchange = listeners.started(requestId, traceparent);
        Answer answer = new Answer(request.response(), requestId, exchange);
        Caller unknown = new Caller(null, requestId, exchange.traceparent() == null ? traceparent : exchange.traceparent());
        try {
            answer.in(format(request));
            if (request.method() == HttpMethod.GET) {
                run(request, url.parameters(request.query()), unknown, answer);
            } else if (request.method() == HttpMethod.POST) {
                requireJson(request);
                BodyReader.read(request, vertx, config, (body, refusal) -> body(request, body, refusal, unknown, answer));
            } else {
                request.response().putHeader(HttpHeaders.ALLOW, "GET, POST");
                throw new Refusal(405, ErrorCode.BAD_REQUEST, "Use GET or POST.");
            }
        } catch (Refusal refusal) {
            refuse(request, answer, refusal);
        } catch (RuntimeException e) {
            fail(answer, requestId, e);
            Remainder.discard(request, vertx, false);
        }
    }

    private static ResponseFormat format(HttpServerRequest request) throws Refusal {
        ResponseFormat format = Accept.negotiate(accept(request));
        if (format == null) {
            throw new Refusal(406, ErrorCode.BAD_REQUEST, "Accept application/graphql-response+json or application/json.");
        }
        return format;
    }

    private static void requireJson(HttpServerRequest request) throws Refusal {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (!ContentType.isJson(request.getHeader(HttpHeaders.CONTENT_TYPE))
                || encoding != null && !encoding.equals("identity")) {
            throw new Refusal(415, ErrorCode.BAD_REQUEST, "Send the request as application/json in UTF-8, not compressed.");
        }
    }

    private void body(HttpServerRequest request, byte[] body, Refusal refusal, Caller unknown, Answer answer) {
        try {
            if (refusal != null) {
                throw refusal;
            }
            run(request, json.parameters(body), unknown, answer);
        } catch (Refusal e) {
            refuse(request, answer, e);
        } catch (RuntimeException e) {
            fail(answer, unknown.requestId(), e);
        }
    }

    private void run(HttpServerRequest request, Parameters parameters, Caller unknown, Answer answer) throws Refusal {
        PersistedDocuments.Found found = documents.find(parameters);
        if (found.text() != null) {
            run(request, parameters, found, unknown, answer);
            return;
        }
        documents.ofOtherReplicas(found).thenAccept(theirs -> {
            if (theirs == null) {
                refuse(request, answer, documents.unknown());
            } else {
                run(request, parameters, theirs, unknown, answer);
            }
        }).exceptionally(bug -> {
            fail(answer, unknown.requestId(), bug);
            return null;
        });
    }

    private void run(HttpServerRequest request, Parameters parameters, PersistedDocuments.Found found, Caller unknown,
            Answer answer) {
        GraphQLRequest asked = new GraphQLRequest(found.text(), parameters.operationName(), parameters.variables(),
                request.method() == HttpMethod.GET);
        CompletionStage<Credential> credential = credentials.of(request.headers().getAll(HttpHeaders.AUTHORIZATION));
        credential
                .thenCompose(known -> operations.execute(asked, new Caller(known, unknown.requestId(), unknown.traceparent())))
                .whenComplete((result, bug) -> {
                    if (bug != null) {
                        fail(answer, unknown.requestId(), bug);
                        return;
                    }
                    if (result.data() != null) {
                        documents.register(found);
                    }
                    send(answer, result, unknown.requestId());
                });
    }

    /** A bug must not leave the client without an answer. */
    private static void send(Answer answer, GraphQLResponse result, String requestId) {
        try {
            answer.send(result);
        } catch (RuntimeException bug) {
            fail(answer, requestId, bug);
        }
    }

    private void refuse(HttpServerRequest request, Answer answer, Refusal refusal) {
        answer.refuse(refusal);
        Remainder.discard(request, vertx, Answer.closesConnection(refusal));
    }

    private static String accept(HttpServerRequest request) {
        List<String> values = request.headers().getAll(HttpHeaders.ACCEPT);
        return values.size() == 1 ? values.get(0) : String.join(",", values);
    }

    private static void fail(Answer answer, String requestId, Throwable bug) {
        LOG.errorf(bug, "Request %s failed", requestId);
        answer.refuse(new Refusal(500, ErrorCode.INTERNAL_SERVER_ERROR, Failure.BUG.message()));
    }
}
