package com.leadlex.graphql.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A URL in a setting: absolute, with a host, and a port from 1 to 65535 if any.
 *
 * @param scheme in lower case
 * @param port -1 when the URL has no port
 * @param isBase true when the URL has neither user, query nor fragment
 * @param hasUnderscore true when the host has an underscore, which is an x in this record:
 *        Docker Compose makes such names, but {@link URI} finds no host in them
 */
record Url(String scheme, @Nullable String user, String host, int port, String path, boolean isBase, boolean hasUnderscore) {

    static final Set<String> HTTP_SCHEMES = Set.of("http", "https");
    static final int MAX_PORT = 65_535;

    /** @return null when the text is not a URL of one of these schemes */
    static @Nullable Url parse(String text, Set<String> schemes) {
        try {
            URI uri = new URI(text);
            boolean hasUnderscore = uri.getHost() == null;
            if (hasUnderscore) {
                uri = new URI(text.replace('_', 'x'));
            }
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!schemes.contains(scheme) || uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
                return null;
            }
            boolean isBase = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            return new Url(scheme, uri.getUserInfo(), uri.getHost(), uri.getPort(), uri.getRawPath(), isBase, hasUnderscore);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The origin as browsers send it in {@code Origin}. */
    String origin() {
        boolean isUsualPort = port < 0 || port == (scheme.equals("https") ? 443 : scheme.equals("http") ? 80 : -1);
        return scheme + "://" + host.toLowerCase(Locale.ROOT) + (isUsualPort ? "" : ":" + port);
    }
}
