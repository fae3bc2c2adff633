package com.leadlex.graphql.graphiql;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.Config;

import com.leadlex.graphql.auth.AuthConfig;
import com.leadlex.graphql.documents.DocumentsConfig;
import com.leadlex.graphql.documents.TrustedDocuments;
import com.leadlex.graphql.http.RouteOrder;
import com.leadlex.graphql.http.response.CommonHeaders;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET /graphiql} and the files that it loads. The page has headers of its own: nothing from or to a foreign host, no
 * frame around it, no copy kept, no referrer, so that a key typed into it stays in it.
 */
@ApplicationScoped
public class GraphiQLRoute {

    static final String PATH = "/graphiql";

    @Inject
    GraphiQLConfig config;

    @Inject
    AuthConfig auth;

    @Inject
    DocumentsConfig documents;

    @Inject
    TrustedDocuments examples;

    @Inject
    Config all;

    void register(@Observes Router router) {
        if (!config.enabled()) {
            return;
        }
        boolean keyless = auth.demoKey().isPresent() || auth.mode() == AuthConfig.Mode.SERVER && auth.allowAnonymous();
        Buffer page = Buffer.buffer(GraphiQLPage.html(GraphiQLSettings.of(examples.textByFile(), auth.mode(), keyless,
                documents.mode(), StandIn.isUsed(all) ? StandIn.ids() : Map.of())));
        // Ahead of SmallRye's route to a page of its own, which dev mode has at this path; no operation has to pass them.
        router.get(PATH).order(RouteOrder.BEHIND_GRAPHQL).handler(context -> page(context.response(), page));
        router.get(PATH + "/:file").order(RouteOrder.BEHIND_GRAPHQL)
                .handler(context -> asset(context, context.pathParam("file")));
        router.route(PATH).order(RouteOrder.BEHIND_GRAPHQL).handler(GraphiQLRoute::otherMethod);
        router.route(PATH + "/:file").order(RouteOrder.BEHIND_GRAPHQL).handler(GraphiQLRoute::otherMethod);
    }

    private static void page(HttpServerResponse response, Buffer page) {
        common(response, "text/html; charset=utf-8", GraphiQLPage.CONTENT_SECURITY_POLICY)
                .putHeader("Cache-Control", "no-store")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("X-Frame-Options", "DENY")
                .end(page);
    }

    private static void otherMethod(RoutingContext context) {
        if (context.request().method() == HttpMethod.GET) {
            context.next(); // there is no such file
        } else {
            context.request().resume();
            CommonHeaders.put(context.request()).setStatusCode(405).putHeader("Allow", "GET").end();
        }
    }

    private static void asset(RoutingContext context, String name) {
        if (!GraphiQLAssets.NAMES.contains(name)) {
            context.next();
            return;
        }
        // The workers are among these files, and a worker obeys the policy of its own file: it needs nothing at all.
        var response = common(context.response(), GraphiQLAssets.contentType(name),
                "default-src 'none'; frame-ancestors 'none'")
                .putHeader("Cache-Control", "public, max-age=31536000, immutable")
                .putHeader("Vary", "Accept-Encoding");
        String accepted = context.request().getHeader("Accept-Encoding");
        boolean gzip = accepted != null && accepted.contains("gzip");
        if (gzip) {
            response.putHeader("Content-Encoding", "gzip");
        }
        context.vertx().executeBlocking(() -> gzip ? GraphiQLAssets.gzip(name) : GraphiQLAssets.unpacked(name), false)
                .onSuccess(response::end)
                .onFailure(context::fail);
    }

    private static HttpServerResponse common(HttpServerResponse response, String contentType, String policy) {
        return response.putHeader("Content-Type", contentType)
                .putHeader("Content-Security-Policy", policy)
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Content-Type-Options", "nosniff");
    }
}
