package com.leadlex.graphql.http.exchange;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.leadlex.graphql.operation.ServedSchema;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code /graphql}: GraphQL over HTTP (https://http-spec.graphql.org/), and {@code /graphql/schema.graphql}: the schema as SDL.
 * Hides the other paths that SmallRye serves below {@code /graphql}.
 */
@Singleton
public class GraphQLRoutes {

    /** Right behind Quarkus' CORS filter, which is at -300; in dev mode, behind the handler that reloads changed code. */
    public static final int ORDER_AHEAD_OF_GRAPHQL = -299;
    public static final int ORDER_BEHIND_GRAPHQL = -297;

    /** Ahead of Quarkus' authentication, at -200, and of SmallRye's route, which would only cost time. */
    private static final int GRAPHQL_ORDER = -298;

    private final Exchanges exchanges;
    private final ServedSchema servedSchema;

    GraphQLRoutes(Exchanges exchanges, ServedSchema servedSchema) {
        this.exchanges = exchanges;
        this.servedSchema = servedSchema;
    }

    void registerRoutes(@Observes Router router) {
        router.options("/graphql").order(ORDER_AHEAD_OF_GRAPHQL).handler(context -> {
            context.request().resume();
            Responses.putAllow(context.response()).end();
        });
        router.route("/graphql").order(GRAPHQL_ORDER).handler(context -> exchanges.handleRequest(context.request()));
        router.route("/graphql/*").order(ORDER_BEHIND_GRAPHQL).handler(this::serveSchema);
    }

    private void serveSchema(RoutingContext context) {
        HttpServerResponse response = context.response();
        HttpMethod method = context.request().method();
        context.request().resume();
        if (!context.normalizedPath().equals("/graphql/schema.graphql")) {
            response.setStatusCode(404).end();
        } else if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            response.setStatusCode(405).putHeader(HttpHeaders.ALLOW, "GET, HEAD").end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8");
            context.vertx().executeBlocking(servedSchema::sdl, false).onSuccess(response::end).onFailure(context::fail);
        }
    }
}
