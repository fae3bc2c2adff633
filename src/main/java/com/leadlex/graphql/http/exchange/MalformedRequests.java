package com.leadlex.graphql.http.exchange;

import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.leadlex.graphql.http.request.Remainder;
import com.leadlex.graphql.http.response.CommonHeaders;
import com.leadlex.graphql.http.response.Content;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Refuses what no route could make sense of, with an answer that has the headers of all others. */
@Singleton
class MalformedRequests {

    /** Ahead of every route, those of Quarkus itself among them. */
    private static final int FIRST = Integer.MIN_VALUE;
    private static final int BAD_REQUEST = 400;
    private static final String NO_NAME = "";
    private static final String CHUNKED = "chunked";
    private static final CharSequence CLOSE = HttpHeaders.createOptimized("close");
    private static final int HTTP_VERSION_NOT_SUPPORTED = 505;

    /** Vert.x and Quarkus would log these with a stack trace, and the latter with the URL, which may have an id in it. */
    void register(@Observes Router router) {
        router.errorHandler(BAD_REQUEST, MalformedRequests::refuse);
        router.route().order(FIRST).failureHandler(MalformedRequests::refuse);
        router.route().order(FIRST + 1).handler(MalformedRequests::check);
    }

    /**
     * Somebody in front of us may see the end of such a request elsewhere (RFC 9112, sections 6.1 and 11.2). Netty takes any
     * that ends with chunked.
     */
    private static boolean isFramedOddly(HttpServerRequest request) {
        MultiMap headers = request.headers();
        if (headers.contains(NO_NAME)) {
            return true;
        }
        if (!headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
            return false;
        }
        List<String> codings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        return codings.size() > 1 || !codings.get(0).equalsIgnoreCase(CHUNKED);
    }

    private static void refuse(RoutingContext context) {
        if (context.statusCode() == BAD_REQUEST || !context.failed()) {
            refuse(context, BAD_REQUEST,
                    "The request has no Host header, or its path is not correctly encoded (RFC 3986, section 2.1).");
        } else {
            context.next();
        }
    }

    /** A handler of every request. */
    static void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.version() == null) {
            refuse(context, HTTP_VERSION_NOT_SUPPORTED, "This version of HTTP is not supported; use HTTP/1.1.");
        } else if (request.version() != HttpVersion.HTTP_2 && request.headers().getAll(HttpHeaders.HOST).size() > 1) {
            refuse(context, BAD_REQUEST, "There is more than one Host header (RFC 9112, section 3.2).");
        } else if (isFramedOddly(request)) {
            // Nor is what follows on its connection run.
            refuse(context, BAD_REQUEST, "There is a Transfer-Encoding other than chunked, or a header without a name.", true);
        } else {
            if (!request.path().startsWith("/graphql")) {
                CommonHeaders.put(request); // whoever answers it: a page, a probe, or nobody, which is 404
            }
            context.next();
        }
    }

    private static void refuse(RoutingContext context, int status, String reason) {
        refuse(context, status, reason, false);
    }

    private static void refuse(RoutingContext context, int status, String reason, boolean last) {
        HttpServerResponse response = CommonHeaders.put(context.request()).setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8");
        if (last && context.request().version() != HttpVersion.HTTP_2) {
            response.putHeader(HttpHeaders.CONNECTION, CLOSE);
        }
        Content.end(context.request(), Buffer.buffer(reason));
        Remainder.discard(context.request(), context.vertx(), last);
    }
}
