package com.leadlex.graphql.http.exchange;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.leadlex.graphql.http.Methods;
import com.leadlex.graphql.http.RouteOrder;
import com.leadlex.graphql.http.response.CommonHeaders;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code /graphql}: GraphQL over HTTP (https://http-spec.graphql.org/). Registers, and hands each request over to an
 * {@link Exchange}.
 */
@Singleton
class GraphQLRoute {

    private final Steps steps;

    GraphQLRoute(Steps steps) {
        this.steps = steps;
    }

    void register(@Observes Router router,
            @ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean cors) {
        if (cors) {
            router.route("/graphql").order(RouteOrder.AHEAD_OF_CORS).handler(GraphQLRoute::prepareForCors);
        }
        router.route("/graphql").method(HttpMethod.OPTIONS).order(RouteOrder.AHEAD_OF_GRAPHQL)
                .handler(context -> options(context.request()));
        router.route("/graphql").order(RouteOrder.GRAPHQL).handler(context -> Exchange.begin(context.request(), steps));
    }

    /** What the filter answers itself is not to be stored either. */
    private static void prepareForCors(RoutingContext context) {
        CommonHeaders.put(context.request()).putHeader(HttpHeaders.VARY, "Origin");
        context.next();
    }

    private static void options(HttpServerRequest request) {
        request.resume();
        HttpServerResponse response = CommonHeaders.put(request);
        Answer.putAcceptQuery(response);
        response.putHeader(HttpHeaders.ALLOW, Methods.ALL).end();
    }
}
