package com.leadlex.graphql.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A URL in a setting: absolute, with a host, and a port from 1 to 65535 if any.
 *
 * @param scheme in lower case
 * @param port -1 when it has none
 * @param isBase true when it has neither user, query nor fragment
 */
record Url(String scheme, @Nullable String user, String host, int port, String path, boolean isBase) {

    static final Set<String> HTTP = Set.of("http", "https");
    static final int LARGEST_PORT = 65_535;

    /** Docker Compose makes such host names; {@link URI} takes it for no host. */
    private static final Pattern WITH_UNDERSCORE = Pattern
            .compile("((?<user>[^@]*)@)?(?<host>[A-Za-z0-9.-]*_[A-Za-z0-9._-]*)(:(?<port>[0-9]{1,5}))?");

    /** @return null when it is not a URL of one of these schemes */
    static @Nullable Url parse(String text, Set<String> schemes) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            String authority = uri.getRawAuthority();
            if (!schemes.contains(scheme) || authority == null) {
                return null;
            }
            String user = uri.getUserInfo();
            String host = uri.getHost();
            int port = uri.getPort();
            Matcher underscore = WITH_UNDERSCORE.matcher(authority);
            if (host == null && underscore.matches()) {
                user = underscore.group("user");
                host = underscore.group("host");
                port = underscore.group("port") == null ? -1 : Integer.parseInt(underscore.group("port"));
            }
            boolean isBase = user == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            return host == null || port == 0 || port > LARGEST_PORT ? null
                    : new Url(scheme, user, host, port, uri.getRawPath(), isBase);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    boolean hasUnderscore() {
        return host.contains("_");
    }
}
