package com.leadlex.graphql.graphiql;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.leadlex.graphql.http.Accept;
import com.leadlex.graphql.http.exchange.GraphQLRoutes;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Redirects a browser that opens {@code /} or {@code /graphql} to GraphiQL: a person wants to see a page. */
@Singleton
class BrowserRoute {

    private static final String[] PARAMETERS = { "query=", "documentId=", "extensions=" };

    void register(@Observes Router router, GraphiQLConfig config) {
        if (config.enabled()) {
            router.get("/").order(GraphQLRoutes.AHEAD_OF_GRAPHQL).handler(BrowserRoute::redirect);
            router.get("/graphql").order(GraphQLRoutes.AHEAD_OF_GRAPHQL).handler(BrowserRoute::redirect);
        }
    }

    private static void redirect(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (asksSomething(request.query()) || !Accept.prefersHtml(request)) {
            context.next();
            return;
        }
        request.resume();
        context.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, GraphiQLRoute.PATH)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT).end();
    }

    private static boolean asksSomething(String query) {
        if (query != null) {
            for (String parameter : query.split("&")) {
                for (String name : PARAMETERS) {
                    if (parameter.startsWith(name)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
