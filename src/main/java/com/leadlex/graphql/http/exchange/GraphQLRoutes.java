package com.leadlex.graphql.http.exchange;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.leadlex.graphql.operation.ServedSchema;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code /graphql}: GraphQL over HTTP (https://http-spec.graphql.org/), and {@code /graphql/schema.graphql}: the schema as SDL.
 * Whatever else SmallRye would serve below {@code /graphql} is not there.
 */
@Singleton
public class GraphQLRoutes {

    /** Right behind Quarkus' CORS filter, which is at -300; in dev mode, behind the handler that reloads changed code. */
    public static final int AHEAD_OF_GRAPHQL = -299;
    public static final int BEHIND_GRAPHQL = -297;

    private static final int AHEAD_OF_CORS = -301;
    /** Ahead of Quarkus' authentication, at -200, and of SmallRye's route: a request meets nothing that it does not need. */
    private static final int GRAPHQL = -298;

    private final Exchanges exchanges;
    private final ServedSchema schema;

    GraphQLRoutes(Exchanges exchanges, ServedSchema schema) {
        this.exchanges = exchanges;
        this.schema = schema;
    }

    void register(@Observes Router router,
            @ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean cors) {
        if (cors) {
            router.route("/graphql").order(AHEAD_OF_CORS).handler(GraphQLRoutes::varyByOrigin);
        }
        router.route("/graphql").method(HttpMethod.OPTIONS).order(AHEAD_OF_GRAPHQL)
                .handler(context -> options(context.request()));
        router.route("/graphql").order(GRAPHQL).handler(context -> exchanges.begin(context.request()));
        router.route("/graphql/*").order(BEHIND_GRAPHQL).handler(this::serveSchema);
    }

    private static void varyByOrigin(RoutingContext context) {
        context.response().putHeader(HttpHeaders.VARY, "Origin");
        context.next();
    }

    private static void options(HttpServerRequest request) {
        request.resume();
        Responses.putAllow(request.response()).end();
    }

    private void serveSchema(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = request.response();
        request.resume();
        if (!context.normalizedPath().equals("/graphql/schema.graphql")) {
            response.setStatusCode(404).end();
        } else if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            response.setStatusCode(405).putHeader(HttpHeaders.ALLOW, "GET, HEAD").end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8");
            if (request.method() == HttpMethod.HEAD) {
                response.end();
            } else {
                context.vertx().executeBlocking(schema::sdl, false).onSuccess(response::end).onFailure(context::fail);
            }
        }
    }
}
