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
 * The HTTP proxies on the way to Leadlex and to the issuer's JWKS: what a property says, else {@code HTTPS_PROXY},
 * {@code HTTP_PROXY} and {@code NO_PROXY}, as curl and most other clients read them.
 */
final class HttpProxy {

    static final String ADDRESS = "quarkus.rest-client.leadlex.proxy-address";
    static final String FOR_JWKS = "facade.auth.jwks-proxy";
    static final String MUST_BE = " must be http://host:port, with user:password@ before the host where the proxy asks for them.";

    private static final String PREFIX = "quarkus.rest-client.leadlex.proxy-";
    private static final Pattern LOOPBACK = Pattern.compile("localhost|.*\\.localhost|127(\\.\\d+){3}|\\[::1]");

    private HttpProxy() {
    }

    /**
     * @param leadlex its URL
     * @param set the value of a property or variable; null when it is not set
     */
    static Map<String, String> compute(String leadlex, UnaryOperator<@Nullable String> set) {
        Map<String, String> computed = new HashMap<>();
        String proxy = of(leadlex, set);
        if (proxy != null) {
            computed.putAll(settings(proxy));
        }
        String jwks = set.apply(AuthCheck.JWKS);
        String forJwks = jwks == null ? null : of(jwks, set);
        if (forJwks != null) {
            computed.put(FOR_JWKS, forJwks);
        }
        return computed;
    }

    /** Quarkus takes {@code host:port} alone. What people have is a URL. */
    static Map<String, String> rewrite(UnaryOperator<@Nullable String> set) {
        String address = set.apply(ADDRESS);
        return address == null || !address.contains("://") ? Map.of() : settings(address);
    }

    private static Map<String, String> settings(String address) {
        Url proxy = parse(address);
        Map<String, String> settings = new HashMap<>();
        if (proxy != null) {
            settings.put(ADDRESS, proxy.host() + ":" + proxy.port());
            String user = proxy.user();
            int colon = user == null ? -1 : user.indexOf(':');
            if (user != null && colon > 0) {
                settings.put(PREFIX + "user", user.substring(0, colon));
                settings.put(PREFIX + "password", user.substring(colon + 1));
            }
        }
        return settings;
    }

    /**
     * {@code HTTPS_PROXY} or {@code HTTP_PROXY}, by the URL's scheme, unless {@code NO_PROXY} has its host. In lower case they
     * are the same variables. This very machine is never reached through a proxy.
     *
     * @return null without a usable proxy
     */
    static @Nullable String of(String url, UnaryOperator<@Nullable String> set) {
        Url target = Url.parse(url, Url.HTTP);
        if (target == null || LOOPBACK.matcher(target.host()).matches()
                || isExempt(target.host(), target.port(), value("NO_PROXY", set))) {
            return null;
        }
        String value = value(target.scheme().equals("http") ? "HTTP_PROXY" : "HTTPS_PROXY", set);
        return value == null || parse(value) == null ? null : value;
    }

    static @Nullable String value(String name, UnaryOperator<@Nullable String> set) {
        String lower = set.apply(name.toLowerCase(Locale.ROOT));
        return lower == null ? set.apply(name) : lower;
    }

    /** @return null when it is not the URL of an HTTP proxy */
    static @Nullable Url parse(String value) {
        Url url = Url.parse(value.contains("://") ? value : "http://" + value, Set.of("http"));
        return url == null || url.port() < 0 || url.hasUnderscore() || !url.path().isEmpty() && !url.path().equals("/") ? null
                : url;
    }

    /** An entry is a host, which its subdomains are part of, with or without a port; {@code *} is every host. */
    private static boolean isExempt(String host, int port, @Nullable String exempt) {
        String name = host.toLowerCase(Locale.ROOT);
        return exempt != null && Arrays.stream(exempt.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .map(entry -> port > 0 && entry.endsWith(":" + port) ? entry.substring(0, entry.lastIndexOf(':')) : entry)
                .map(entry -> entry.replaceFirst("^\\*?\\.", ""))
                .anyMatch(entry -> entry.equals("*") || entry.equals(name) || !entry.isEmpty() && name.endsWith("." + entry));
    }
}
