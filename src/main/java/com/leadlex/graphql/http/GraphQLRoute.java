package com.leadlex.graphql.http;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code /graphql}: GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft/). Stands ahead of all other
 * routes, SmallRye's own among them, so that a request meets nothing that it does not need.
 */
@Singleton
class GraphQLRoute {

    /**
     * Right behind Quarkus' CORS filter (-300), ahead of its authentication (-200) and of SmallRye's route; in dev
     * mode, behind the handler that reloads changed code.
     */
    private static final int BEHIND_CORS = -299;
    static final int ORDER = BEHIND_CORS + 1;
    private static final int AHEAD_OF_CORS = -301;

    private final Steps steps;

    GraphQLRoute(Steps steps) {
        this.steps = steps;
    }

    void register(@Observes Router router,
            @ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean cors) {
        if (cors) {
            router.route("/graphql").order(AHEAD_OF_CORS).handler(GraphQLRoute::prepareForCors);
        }
        router.route("/graphql").method(HttpMethod.OPTIONS).order(BEHIND_CORS).handler(context -> options(context.request()));
        router.route("/graphql").order(ORDER).handler(context -> Exchange.begin(context.request(), steps));
    }

    /** What the filter answers itself is not to be stored either. */
    private static void prepareForCors(RoutingContext context) {
        Answer.commonHeaders(context.response(), RequestIds.of(context.request()));
        context.response().putHeader(HttpHeaders.VARY, "Origin");
        context.next();
    }

    private static void options(HttpServerRequest request) {
        request.resume();
        Answer.commonHeaders(request.response(), RequestIds.of(request));
        request.response().putHeader(HttpHeaders.ALLOW, "GET, POST").end();
    }
}
