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
 * The filter itself fails over a URL or {@code Host} that is no URI, logs it with a stack trace, and counts its refusals in no
 * metric. Also hides health and metrics from requests that came through a proxy, if so configured.
 */
@Singleton
class OriginCheck {

    /** Quarkus' CORS filter is at -300. */
    private static final int AHEAD_OF_CORS = -301;
    private static final int FORBIDDEN = 403;

    private final List<String> origins;
    private final List<Pattern> patterns;
    private final RequestListener listener;

    OriginCheck(@ConfigProperty(name = "quarkus.http.cors.origins") Optional<List<String>> origins, RequestListener listener) {
        this.origins = origins.orElse(List.of()).stream().map(String::strip).toList();
        patterns = CORSFilter.parseAllowedOriginsRegex(Optional.of(this.origins));
        this.listener = listener;
    }

    void register(@Observes Router router, HttpConfig config,
            @ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean cors) {
        if (config.managementDirectOnly()) {
            router.route("/q/*").order(AHEAD_OF_CORS).handler(OriginCheck::hide);
        }
        if (cors) {
            router.route().order(AHEAD_OF_CORS).handler(this::check);
        }
    }

    private static void hide(RoutingContext context) {
        MultiMap headers = context.request().headers();
        if (headers.contains("X-Forwarded-For") || headers.contains("Forwarded")) {
            context.response().setStatusCode(404).end();
        } else {
            context.next();
        }
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.response().putHeader(HttpHeaders.VARY, "Origin");
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || isListed(origin)) {
            context.next();
        } else if (origin.equals(originOf(request))) {
            request.headers().remove(HttpHeaders.ORIGIN); // this service's own pages need no permission
            context.next();
        } else {
            refuse(context);
        }
    }

    private boolean isListed(String origin) {
        return origins.contains(origin) || origins.contains("*") || CORSFilter.isOriginAllowedByRegex(patterns, origin);
    }

    /** The origin of pages at the request's host, as a browser writes it; empty if the host is not valid. */
    private static String originOf(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        if (authority == null || request.scheme() == null) {
            return "";
        }
        int usualPort = request.scheme().equals("https") ? 443 : 80;
        return request.scheme() + "://" + authority.host().toLowerCase(Locale.ROOT)
                + (authority.port() < 0 || authority.port() == usualPort ? "" : ":" + authority.port());
    }

    private void refuse(RoutingContext context) {
        HttpServerResponse response = context.response().setStatusCode(FORBIDDEN).putHeader(HttpHeaders.CONTENT_TYPE,
                "text/plain; charset=utf-8");
        if (context.request().path().equals("/graphql")) {
            listener.started(CommonHeaders.requestId(response), null).ended(RequestListener.Operation.NONE, FORBIDDEN,
                    List.of());
        }
        response.end("The page's origin is not listed in quarkus.http.cors.origins.");
        Remainder.discard(context.request(), context.vertx(), false);
    }
}
