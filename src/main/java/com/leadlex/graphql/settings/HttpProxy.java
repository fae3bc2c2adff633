package com.leadlex.graphql.settings;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.AuthCheck;

/**
 * The HTTP proxies on the way to Leadlex and to the issuer's JWKS: from a property, else from {@code HTTPS_PROXY},
 * {@code HTTP_PROXY} and {@code NO_PROXY}, as curl and most other clients read them.
 */
final class HttpProxy {

    static final String ADDRESS = "quarkus.rest-client.leadlex.proxy-address";
    static final String FOR_JWKS = "facade.auth.jwks-proxy";

    private static final String PREFIX = "quarkus.rest-client.leadlex.proxy-";
    private static final Pattern LOOPBACK = Pattern.compile("localhost|.*\\.localhost|127(\\.\\d+){3}|\\[::1]");

    private HttpProxy() {
    }

    /**
     * @param leadlex the URL of Leadlex
     * @param settings gives the value of a property or variable; null when it is not set
     */
    static Map<String, String> compute(String leadlex, UnaryOperator<@Nullable String> settings) {
        Map<String, String> computed = new HashMap<>();
        String forLeadlex = of(leadlex, settings);
        Url proxy = forLeadlex == null ? null : parse(forLeadlex);
        if (proxy != null) {
            computed.put(ADDRESS, proxy.host() + ":" + proxy.port());
            String[] user = proxy.user() == null ? new String[0] : proxy.user().split(":", 2);
            if (user.length == 2) {
                computed.put(PREFIX + "user", user[0]);
                computed.put(PREFIX + "password", user[1]);
            }
        }
        String jwks = settings.apply(AuthCheck.JWKS);
        String forJwks = jwks == null ? null : of(jwks, settings);
        if (forJwks != null) {
            computed.put(FOR_JWKS, forJwks);
        }
        return computed;
    }

    /**
     * {@code HTTPS_PROXY} or {@code HTTP_PROXY}, by the URL's scheme, unless {@code NO_PROXY} has its host. Names in lower case
     * are read too. Loopback addresses are never proxied.
     *
     * @return null without a usable proxy
     */
    static @Nullable String of(String url, UnaryOperator<@Nullable String> settings) {
        Url target = Url.parse(url, Url.HTTP);
        if (target == null || LOOPBACK.matcher(target.host()).matches()
                || isExempt(target.host(), target.port(), value("NO_PROXY", settings))) {
            return null;
        }
        String value = value(target.scheme().equals("http") ? "HTTP_PROXY" : "HTTPS_PROXY", settings);
        return value == null || parse(value) == null ? null : value;
    }

    private static @Nullable String value(String name, UnaryOperator<@Nullable String> settings) {
        String lower = settings.apply(name.toLowerCase(Locale.ROOT));
        return lower == null ? settings.apply(name) : lower;
    }

    /** @return null when it is not the URL of an HTTP proxy */
    static @Nullable Url parse(String value) {
        Url url = Url.parse(value.contains("://") ? value : "http://" + value, Set.of("http"));
        return url == null || url.port() < 0 || url.hasUnderscore() || !url.path().isEmpty() && !url.path().equals("/") ? null
                : url;
    }

    /** @param exempt hosts, each of which includes its subdomains, with or without a port; {@code *} is every host */
    private static boolean isExempt(String host, int port, @Nullable String exempt) {
        String name = host.toLowerCase(Locale.ROOT);
        return exempt != null && Arrays.stream(exempt.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .map(entry -> port > 0 && entry.endsWith(":" + port) ? entry.substring(0, entry.lastIndexOf(':')) : entry)
                .map(entry -> entry.replaceFirst("^\\*?\\.", ""))
                .anyMatch(entry -> entry.equals("*") || entry.equals(name) || !entry.isEmpty() && name.endsWith("." + entry));
    }
}
