package com.leadlex.graphql.http.exchange;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.leadlex.graphql.http.RouteOrder;
import com.leadlex.graphql.http.response.CommonHeaders;
import com.leadlex.graphql.operation.ServedSchema;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code /graphql/schema.graphql}: the schema as SDL. Whatever else SmallRye would serve below {@code /graphql} is not there.
 */
@Singleton
class SchemaRoute {

    private final ServedSchema schema;

    SchemaRoute(ServedSchema schema) {
        this.schema = schema;
    }

    void register(@Observes Router router) {
        router.route("/graphql/*").order(RouteOrder.BEHIND_GRAPHQL)
                .handler(this::serve);
    }

    private void serve(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = CommonHeaders.put(request);
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
