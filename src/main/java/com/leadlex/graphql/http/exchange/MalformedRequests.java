package com.leadlex.graphql.http.exchange;

import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.spi.ConfigSource;

import com.leadlex.graphql.http.CommonHeaders;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The first handler of every request, ahead of the routes of Quarkus:
 * gives its response the common headers, and refuses requests that no route could interpret.
 */
@Singleton
class MalformedRequests {

    private static final int FIRST_ORDER = Integer.MIN_VALUE;
    private static final int BAD_REQUEST = 400;
    private static final int HTTP_VERSION_NOT_SUPPORTED = 505;
    private static final CharSequence CONNECTION_CLOSE = HttpHeaders.createOptimized("close");

    /**
     * Lets in URLs that are no URI, such as {@code /graphql?query={__typename}}, which people paste and browsers send:
     * Quarkus would answer them 400, without a body or a header. A system property leaves that check to the routes. Quarkus
     * reads it when its HTTP classes are loaded; the configuration is read before that, in the executable when it is built.
     */
    @StaticInitSafe
    public static final class RawUrls implements ConfigSourceFactory {

        private static final String DISABLE_URI_VALIDATION = "vertx.disableURIValidation";

        @Override
        public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
            System.setProperty(DISABLE_URI_VALIDATION, "true");
            return List.of();
        }
    }

    void registerHandlers(@Observes Router router) {
        // Vert.x and Quarkus would log such requests with a stack trace; Quarkus would log the URL, which may contain an id.
        router.errorHandler(BAD_REQUEST, MalformedRequests::refuseUnrouted);
        router.route().order(FIRST_ORDER).failureHandler(MalformedRequests::refuseUnrouted);
        router.route().order(FIRST_ORDER).handler(MalformedRequests::checkRequest);
    }

    private static void refuseUnrouted(RoutingContext context) {
        if (context.statusCode() == BAD_REQUEST || !context.failed()) {
            CommonHeaders.put(context.request()); // the request may have reached no handler
            refuse(context, BAD_REQUEST,
                    "The request has no Host header, or its path is not correctly encoded (RFC 3986, section 2.1).");
        } else {
            context.next();
        }
    }

    private static void checkRequest(RoutingContext context) {
        HttpServerRequest request = context.request();
        CommonHeaders.put(request);
        if (request.version() == null) {
            refuse(context, HTTP_VERSION_NOT_SUPPORTED, "This version of HTTP is not supported; use HTTP/1.1.");
        } else if (request.headers().getAll(HttpHeaders.HOST).size() > 1) {
            refuse(context, BAD_REQUEST, "The request has more than one Host header (RFC 9112, section 3.2).");
        } else if (isFramedAmbiguously(request.headers())) {
            // Closes the connection: later requests on it are not run either.
            context.response().putHeader(HttpHeaders.CONNECTION, CONNECTION_CLOSE);
            putRefusal(context, BAD_REQUEST,
                    "The request has a Transfer-Encoding other than chunked, or a header without a name.");
            Remainder.discardRest(context.request(), context.vertx(), /* closesConnection= */ true);
        } else {
            context.next();
        }
    }

    /** True when a proxy may see another end of the request than Netty does, which takes any coding that ends with chunked. */
    private static boolean isFramedAmbiguously(MultiMap headers) {
        List<String> transferCodings = headers.contains(HttpHeaders.TRANSFER_ENCODING)
                ? headers.getAll(HttpHeaders.TRANSFER_ENCODING)
                : List.of();
        return headers.contains("") || transferCodings.size() > 1
                || transferCodings.size() == 1 && !transferCodings.get(0).equalsIgnoreCase("chunked");
    }

    private static void refuse(RoutingContext context, int status, String reason) {
        putRefusal(context, status, reason);
        Remainder.discardRest(context.request(), context.vertx(), /* closesConnection= */ false);
    }

    private static void putRefusal(RoutingContext context, int status, String reason) {
        context.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8").end(reason);
    }
}
