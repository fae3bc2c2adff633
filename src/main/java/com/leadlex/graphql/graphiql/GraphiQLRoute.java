package com.leadlex.graphql.graphiql;

import java.util.Map;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import com.leadlex.graphql.auth.AuthConfig;
import com.leadlex.graphql.documents.DocumentsConfig;
import com.leadlex.graphql.documents.TrustedDocuments;
import com.leadlex.graphql.http.exchange.GraphQLRoutes;
import com.leadlex.graphql.leadlex.StandIn;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET /graphiql} and the files that it loads. The page has headers of its own: nothing from or to a foreign host, no
 * frame around it, no copy kept, no referrer, so that a key typed into it stays in it.
 */
@Singleton
public class GraphiQLRoute {

    public static final String PATH = "/graphiql";
    private static final String FILES = PATH + "/:file";
    private static final String GZIP = "gzip";

    void register(@Observes Router router, GraphiQLConfig config, AuthConfig auth, DocumentsConfig documents,
            TrustedDocuments examples, Config all) {
        if (!config.enabled()) {
            return;
        }
        Buffer page = Buffer.buffer(GraphiQLPage.html(GraphiQLSettings.of(examples.textByFile(), auth.mode(),
                AuthConfig.isKeyless(auth), documents.mode(), StandIn.isUsed(all) ? StandIn.ids() : Map.of())));
        // Ahead of SmallRye's route to a page of its own, which dev mode has at this path; no operation has to pass them.
        router.get(PATH).order(GraphQLRoutes.BEHIND_GRAPHQL).handler(context -> servePage(context.response(), page));
        router.get(FILES).order(GraphQLRoutes.BEHIND_GRAPHQL).handler(GraphiQLRoute::serveFile);
        router.route(PATH).order(GraphQLRoutes.BEHIND_GRAPHQL).handler(GraphiQLRoute::refuseOtherMethod);
        router.route(FILES).order(GraphQLRoutes.BEHIND_GRAPHQL).handler(GraphiQLRoute::refuseOtherMethod);
    }

    private static void servePage(HttpServerResponse response, Buffer page) {
        putHeaders(response, "text/html; charset=utf-8", GraphiQLPage.CONTENT_SECURITY_POLICY)
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("X-Frame-Options", "DENY")
                .end(page);
    }

    private static void serveFile(RoutingContext context) {
        String name = context.pathParam("file");
        if (!GraphiQLAssets.NAMES.contains(name)) {
            context.next();
            return;
        }
        // The workers are among these files, and a worker obeys the policy of its own file: it needs nothing at all.
        HttpServerResponse response = putHeaders(context.response(), GraphiQLAssets.contentType(name),
                "default-src 'none'; frame-ancestors 'none'")
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        boolean gzip = accepted != null && accepted.contains(GZIP);
        if (gzip) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
        }
        context.vertx().executeBlocking(() -> gzip ? GraphiQLAssets.gzip(name) : GraphiQLAssets.unpacked(name), false)
                .onSuccess(response::end).onFailure(context::fail);
    }

    private static void refuseOtherMethod(RoutingContext context) {
        if (context.request().method() == HttpMethod.GET) {
            context.next(); // there is no such file
        } else {
            context.request().resume();
            context.response().setStatusCode(405).putHeader(HttpHeaders.ALLOW, "GET").end();
        }
    }

    private static HttpServerResponse putHeaders(HttpServerResponse response, String contentType, String policy) {
        return response.putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .putHeader("Content-Security-Policy", policy)
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Referrer-Policy", "no-referrer");
    }
}
