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

    static final String LEADLEX_PROXY_ADDRESS = "quarkus.rest-client.leadlex.proxy-address";
    static final String JWKS_PROXY = "facade.auth.jwks-proxy";

    private static final String LEADLEX_PROXY_PREFIX = "quarkus.rest-client.leadlex.proxy-";
    private static final Pattern LOOPBACK_HOST = Pattern.compile("localhost|.*\\.localhost|127(\\.\\d+){3}|\\[::1]");

    private HttpProxy() {
    }

    /**
     * @param leadlexUrl the URL of Leadlex
     * @param settings gives the value of a property or variable; null when it is not set
     */
    static Map<String, String> settingsFor(String leadlexUrl, UnaryOperator<@Nullable String> settings) {
        Map<String, String> proxySettings = new HashMap<>();
        String leadlexProxyUrl = proxyUrlFor(leadlexUrl, settings);
        Url leadlexProxy = leadlexProxyUrl == null ? null : parseProxyUrl(leadlexProxyUrl);
        if (leadlexProxy != null) {
            proxySettings.put(LEADLEX_PROXY_ADDRESS, leadlexProxy.host() + ":" + leadlexProxy.port());
            String[] userAndPassword = leadlexProxy.user() == null ? new String[0] : leadlexProxy.user().split(":", 2);
            if (userAndPassword.length == 2) {
                proxySettings.put(LEADLEX_PROXY_PREFIX + "user", userAndPassword[0]);
                proxySettings.put(LEADLEX_PROXY_PREFIX + "password", userAndPassword[1]);
            }
        }
        String jwksLocation = settings.apply(AuthCheck.JWKS_LOCATION);
        String jwksProxyUrl = jwksLocation == null ? null : proxyUrlFor(jwksLocation, settings);
        if (jwksProxyUrl != null) {
            proxySettings.put(JWKS_PROXY, jwksProxyUrl);
        }
        return proxySettings;
    }

    /**
     * {@code HTTPS_PROXY} or {@code HTTP_PROXY}, by the URL's scheme, unless {@code NO_PROXY} has the URL's host.
     * Variables in lower case are read too. Loopback addresses are never proxied.
     *
     * @return null without a usable proxy
     */
    static @Nullable String proxyUrlFor(String url, UnaryOperator<@Nullable String> settings) {
        Url target = Url.parse(url, Url.HTTP_SCHEMES);
        if (target == null || LOOPBACK_HOST.matcher(target.host()).matches()
                || isExempt(target.host(), target.port(), settingInAnyCase("NO_PROXY", settings))) {
            return null;
        }
        String proxyUrl = settingInAnyCase(target.scheme().equals("http") ? "HTTP_PROXY" : "HTTPS_PROXY", settings);
        return proxyUrl == null || parseProxyUrl(proxyUrl) == null ? null : proxyUrl;
    }

    private static @Nullable String settingInAnyCase(String name, UnaryOperator<@Nullable String> settings) {
        String lowerCaseValue = settings.apply(name.toLowerCase(Locale.ROOT));
        return lowerCaseValue == null ? settings.apply(name) : lowerCaseValue;
    }

    /** @return null when the text is not the URL of an HTTP proxy */
    static @Nullable Url parseProxyUrl(String proxyUrl) {
        Url url = Url.parse(proxyUrl.contains("://") ? proxyUrl : "http://" + proxyUrl, Set.of("http"));
        return url == null || url.port() < 0 || url.hasUnderscore() || !url.path().isEmpty() && !url.path().equals("/") ? null
                : url;
    }

    /** @param exemptHosts the value of {@code NO_PROXY}: hosts with or without port, each with its subdomains; or {@code *} */
    private static boolean isExempt(String host, int port, @Nullable String exemptHosts) {
        String lowerCaseHost = host.toLowerCase(Locale.ROOT);
        return exemptHosts != null && Arrays.stream(exemptHosts.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .map(entry -> port > 0 && entry.endsWith(":" + port) ? entry.substring(0, entry.lastIndexOf(':')) : entry)
                .map(entry -> entry.replaceFirst("^\\*?\\.", ""))
                .anyMatch(entry -> entry.equals("*") || entry.equals(lowerCaseHost)
                        || !entry.isEmpty() && lowerCaseHost.endsWith("." + entry));
    }
}
