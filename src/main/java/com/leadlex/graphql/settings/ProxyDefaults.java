package com.leadlex.graphql.settings;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.leadlex.graphql.auth.JwksLocation;
import com.leadlex.graphql.leadlex.LeadlexUrl;

import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * The HTTP proxies on the way to Leadlex and to the issuer's JWKS, where no property tells them: what {@code HTTPS_PROXY},
 * {@code HTTP_PROXY} and {@code NO_PROXY} say.
 */
final class ProxyDefaults {

    static final String ADDRESS = "quarkus.rest-client.leadlex.proxy-address";

    private static final String PREFIX = "quarkus.rest-client.leadlex.proxy-";
    private static final String URL = "quarkus.rest-client.leadlex.url";

    private ProxyDefaults() {
    }

    /** @param set the value of a property or variable; null when it is not set */
    static Map<String, String> compute(UnaryOperator<String> set) {
        Map<String, String> computed = new HashMap<>();
        URI proxy = HttpProxy.of(leadlex(set), set);
        if (proxy != null) {
            computed.putAll(settings(proxy));
        }
        String jwks = set.apply(JwksLocation.PROPERTY);
        URI jwksProxy = jwks == null || !JwksLocation.isUrl(jwks) ? null : HttpProxy.of(uri(jwks), set);
        if (jwksProxy != null) {
            computed.put("facade.auth.jwks-proxy", jwksProxy.toString());
        }
        return computed;
    }

    /** Quarkus takes {@code host:port} alone. What people have is a URL. */
    static Map<String, String> rewrite(UnaryOperator<String> set) {
        String address = set.apply(ADDRESS);
        URI proxy = address == null || !address.contains("://") ? null : HttpProxy.parse(address);
        return proxy == null ? Map.of() : settings(proxy);
    }

    private static Map<String, String> settings(URI proxy) {
        Map<String, String> settings = new HashMap<>();
        settings.put(ADDRESS, proxy.getHost() + ":" + proxy.getPort());
        String user = proxy.getUserInfo();
        int colon = user == null ? -1 : user.indexOf(':');
        if (user != null && colon > 0) {
            settings.put(PREFIX + "user", user.substring(0, colon));
            settings.put(PREFIX + "password", user.substring(colon + 1));
        }
        return settings;
    }

    private static URI leadlex(UnaryOperator<String> set) {
        String url = set.apply(URL);
        try {
            return uri(url != null ? url
                    : LeadlexUrl.choose(LeadlexUrl.given(set), set.apply("LEADLEX_API_KEY"),
                            set.apply("quarkus.wiremock.devservices.port")));
        } catch (ConfigurationException e) {
            return uri(LeadlexUrl.DEFAULT); // LeadlexUrl tells of it
        }
    }

    private static URI uri(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            return URI.create(LeadlexUrl.DEFAULT); // the check of the configuration tells of it
        }
    }
}
