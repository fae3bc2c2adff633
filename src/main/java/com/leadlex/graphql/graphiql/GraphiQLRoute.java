package com.leadlex.graphql.graphiql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import com.leadlex.graphql.auth.AuthConfig;
import com.leadlex.graphql.documents.BundledFile;
import com.leadlex.graphql.documents.DocumentsConfig;
import com.leadlex.graphql.documents.TrustedDocuments;
import com.leadlex.graphql.http.Accept;
import com.leadlex.graphql.http.Gzip;
import com.leadlex.graphql.http.exchange.GraphQLRoutes;
import com.leadlex.graphql.leadlex.StandIn;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Serves {@code GET /graphiql} and the files of the page. A browser that opens {@code /} or {@code /graphql} is redirected.
 * Headers protect a key that is typed into the page: no foreign host, no frame, no stored copy, no referrer.
 */
@Singleton
public class GraphiQLRoute {

    public static final String PATH = "/graphiql";

    /** The bundled files, whose names end in a hash of the content. */
    static final Set<String> BUNDLED_FILES = BundledFile.readText("graphiql/assets.txt").lines()
            .collect(Collectors.toUnmodifiableSet());

    private static final Map<String, String> CONTENT_TYPE_BY_EXTENSION = Map.of("js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8", "ttf", "font/ttf", "txt", "text/plain; charset=utf-8");
    /** The parameters by which a GET is a GraphQL request, not a person's visit. */
    private static final Pattern REQUEST_PARAMETER = Pattern.compile("(^|&)(query|documentId|extensions)=");

    /** The files that were requested before. All responses with a file share its buffer, even if clients read slowly. */
    private final Map<String, Buffer> filesInMemory = new ConcurrentHashMap<>();

    void registerRoutes(@Observes Router router, GraphiQLConfig config, AuthConfig auth, DocumentsConfig documents,
            TrustedDocuments examples, Config allSettings) {
        if (!config.enabled()) {
            return;
        }
        Buffer page = Buffer.buffer(GraphiQLPage.html(examples.textByFile(), auth.mode(), AuthConfig.isKeyless(auth),
                documents.mode(), StandIn.isUsed(allSettings) ? StandIn.idsByPurpose() : Map.of()));
        // Ahead of the page that SmallRye has at this path in dev mode; behind /graphql, whose requests need not pass here.
        router.get(PATH).order(GraphQLRoutes.ORDER_BEHIND_GRAPHQL).handler(context -> servePage(context.response(), page));
        router.get(PATH + "/:file").order(GraphQLRoutes.ORDER_BEHIND_GRAPHQL).handler(this::serveFile);
        router.route(PATH).order(GraphQLRoutes.ORDER_BEHIND_GRAPHQL).handler(GraphiQLRoute::refuseOtherMethod);
        router.route(PATH + "/:file").order(GraphQLRoutes.ORDER_BEHIND_GRAPHQL).handler(GraphiQLRoute::refuseOtherMethod);
        router.get("/").order(GraphQLRoutes.ORDER_AHEAD_OF_GRAPHQL).handler(GraphiQLRoute::redirectBrowser);
        router.get("/graphql").order(GraphQLRoutes.ORDER_AHEAD_OF_GRAPHQL).handler(GraphiQLRoute::redirectBrowser);
    }

    private static void redirectBrowser(RoutingContext context) {
        HttpServerRequest request = context.request();
        String urlQuery = request.query();
        if (urlQuery != null && REQUEST_PARAMETER.matcher(urlQuery).find() || !Accept.prefersHtml(request)) {
            context.next();
            return;
        }
        request.resume();
        request.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, PATH)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT).end();
    }

    private static void servePage(HttpServerResponse response, Buffer page) {
        putHeaders(response, "text/html; charset=utf-8", GraphiQLPage.CONTENT_SECURITY_POLICY)
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("X-Frame-Options", "DENY").end(page);
    }

    private void serveFile(RoutingContext context) {
        String fileName = context.pathParam("file");
        if (!BUNDLED_FILES.contains(fileName)) {
            context.next();
            return;
        }
        // A web worker obeys the policy of its own file; the workers among these files load nothing.
        HttpServerResponse response = putHeaders(context.response(), contentType(fileName),
                "default-src 'none'; frame-ancestors 'none'")
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        boolean isGzip = Gzip.isAcceptable(context.request().getHeader(HttpHeaders.ACCEPT_ENCODING));
        if (isGzip) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        context.vertx().executeBlocking(() -> filesInMemory.computeIfAbsent(isGzip ? fileName + ".gz" : fileName,
                cacheKey -> readContent(fileName, isGzip)), /* ordered= */ false)
                .onSuccess(response::end).onFailure(context::fail);
    }

    private static void refuseOtherMethod(RoutingContext context) {
        if (context.request().method() == HttpMethod.GET) {
            context.next(); // the file does not exist
            return;
        }
        context.request().resume();
        context.response().setStatusCode(405).putHeader(HttpHeaders.ALLOW, "GET").end();
    }

    static String contentType(String fileName) {
        return CONTENT_TYPE_BY_EXTENSION.getOrDefault(fileName.substring(fileName.lastIndexOf('.') + 1),
                "application/octet-stream");
    }

    /** Reads a bundled file, which blocks. Files are bundled in gzip, which nearly every browser accepts. */
    static Buffer readContent(String fileName, boolean isGzip) {
        byte[] gzipBytes = BundledFile.readBytes("graphiql/" + fileName + ".gz");
        try (var gzipStream = new GZIPInputStream(new ByteArrayInputStream(gzipBytes))) {
            return Buffer.buffer(isGzip ? gzipBytes : gzipStream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServerResponse putHeaders(HttpServerResponse response, String contentType, String securityPolicy) {
        return response.putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .putHeader("Content-Security-Policy", securityPolicy)
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Referrer-Policy", "no-referrer");
    }
}
