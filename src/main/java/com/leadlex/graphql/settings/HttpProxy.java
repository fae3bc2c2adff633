package com.leadlex.graphql.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The HTTP proxy on the way to a URL, by the variables that curl and most other clients read. */
final class HttpProxy {

    static final String MUST_BE = " must be http://host:port, with user:password@ before the host where the proxy asks for them.";

    private static final Pattern LOOPBACK = Pattern.compile("localhost|.*\\.localhost|127(\\.\\d+){3}|\\[::1]");

    private HttpProxy() {
    }

    /**
     * {@code HTTPS_PROXY} or {@code HTTP_PROXY}, whichever the URL's scheme asks for, unless {@code NO_PROXY} has its host. In
     * lower case they are the same variables. This very machine is never reached through a proxy.
     *
     * @param set the value of a variable; null when it is not set
     * @return null for no proxy, and for a value that is none
     */
    static @Nullable URI of(URI target, UnaryOperator<String> set) {
        String name = name(target);
        String value = value(name, set);
        String host = target.getHost();
        return value == null || host == null || LOOPBACK.matcher(host).matches()
                || isExempt(host, target.getPort(), value("NO_PROXY", set)) ? null : parse(value);
    }

    /** Which variable is for this URL. */
    static String name(URI target) {
        return "http".equalsIgnoreCase(target.getScheme()) ? "HTTP_PROXY" : "HTTPS_PROXY";
    }

    static @Nullable String value(String name, UnaryOperator<String> set) {
        String lower = set.apply(name.toLowerCase(Locale.ROOT));
        return lower == null ? set.apply(name) : lower;
    }

    /** @return null when it is not the URL of an HTTP proxy */
    static @Nullable URI parse(String value) {
        try {
            URI uri = new URI(value.contains("://") ? value : "http://" + value);
            boolean proxy = "http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0
                    && uri.getPort() <= 65_535 && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
            return proxy ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
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
