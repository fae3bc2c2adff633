package com.leadlex.graphql.http.exchange;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.leadlex.graphql.http.CommonHeaders;
import com.leadlex.graphql.http.HttpConfig;
import com.leadlex.graphql.http.RequestListener;

import io.quarkus.vertx.http.runtime.cors.CORSFilter;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses requests of pages whose origin is not listed, ahead of Quarkus' CORS filter, which adds the headers for listed ones.
 * The filter itself fails over a URL or {@code Host} that is no URI, logs a stack trace, and counts no refusals.
 * Also hides health and metrics from requests that came through a proxy, if so configured.
 */
@Singleton
class OriginCheck {

    /** Quarkus' CORS filter is at -300. */
    private static final int ORDER_AHEAD_OF_CORS = -301;
    private static final int FORBIDDEN = 403;

    private final List<String> listedOrigins;
    private final List<Pattern> listedOriginPatterns;
    private final RequestListener listener;

    OriginCheck(@ConfigProperty(name = "quarkus.http.cors.origins") Optional<List<String>> listedOrigins,
            RequestListener listener) {
        this.listedOrigins = listedOrigins.orElse(List.of()).stream().map(String::strip).toList();
        listedOriginPatterns = CORSFilter.parseAllowedOriginsRegex(Optional.of(this.listedOrigins));
        this.listener = listener;
    }

    void registerHandlers(@Observes Router router, HttpConfig config,
            @ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean isCorsEnabled) {
        if (config.managementDirectOnly()) {
            router.route("/q/*").order(ORDER_AHEAD_OF_CORS).handler(OriginCheck::hideFromProxies);
        }
        if (isCorsEnabled) {
            router.route().order(ORDER_AHEAD_OF_CORS).handler(this::checkOrigin);
        }
    }

    private static void hideFromProxies(RoutingContext context) {
        MultiMap headers = context.request().headers();
        if (headers.contains("X-Forwarded-For") || headers.contains("Forwarded")) {
            context.response().setStatusCode(404).end();
        } else {
            context.next();
        }
    }

    private void checkOrigin(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.response().putHeader(HttpHeaders.VARY, "Origin");
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || isListed(origin)) {
            context.next();
        } else if (origin.equals(ownOrigin(request))) {
            request.headers().remove(HttpHeaders.ORIGIN); // this service's own pages need no permission
            context.next();
        } else {
            refuse(context);
        }
    }

    private boolean isListed(String origin) {
        return listedOrigins.contains(origin) || listedOrigins.contains("*")
                || CORSFilter.isOriginAllowedByRegex(listedOriginPatterns, origin);
    }

    /** The origin of pages at the request's host, as a browser writes it; empty if the host is not valid. */
    private static String ownOrigin(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        if (authority == null || request.scheme() == null) {
            return "";
        }
        int defaultPort = request.scheme().equals("https") ? 443 : 80;
        return request.scheme() + "://" + authority.host().toLowerCase(Locale.ROOT)
                + (authority.port() < 0 || authority.port() == defaultPort ? "" : ":" + authority.port());
    }

    private void refuse(RoutingContext context) {
        HttpServerResponse response = context.response().setStatusCode(FORBIDDEN).putHeader(HttpHeaders.CONTENT_TYPE,
                "text/plain; charset=utf-8");
        if (context.request().path().equals("/graphql")) {
            listener.requestStarted(CommonHeaders.requestId(response), null).requestEnded(RequestListener.Operation.NONE,
                    FORBIDDEN, List.of());
        }
        response.end("The page's origin is not listed in quarkus.http.cors.origins.");
        Remainder.discardRest(context.request(), context.vertx(), /* closesConnection= */ false);
    }
}
