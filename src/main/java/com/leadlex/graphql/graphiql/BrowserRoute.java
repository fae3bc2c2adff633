package com.leadlex.graphql.graphiql;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.leadlex.graphql.http.RouteOrder;
import com.leadlex.graphql.http.request.Accept;
import com.leadlex.graphql.http.response.CommonHeaders;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Leads a browser that opens {@code /} or {@code /graphql} to GraphiQL: whoever typed that address wants to see a page. */
@Singleton
class BrowserRoute {

    private static final String[] PARAMETERS = { "query=", "documentId=", "extensions=" };

    void register(@Observes Router router, GraphiQLConfig config) {
        if (config.enabled()) {
            router.get("/").order(RouteOrder.AHEAD_OF_GRAPHQL).handler(BrowserRoute::lead);
            router.get("/graphql").order(RouteOrder.AHEAD_OF_GRAPHQL).handler(BrowserRoute::lead);
        }
    }

    private static void lead(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (asksSomething(request.query()) || !Accept.prefersHtml(request)) {
            context.next();
            return;
        }
        request.resume();
        CommonHeaders.put(request).setStatusCode(303).putHeader(HttpHeaders.LOCATION, GraphiQLRoute.PATH)
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
