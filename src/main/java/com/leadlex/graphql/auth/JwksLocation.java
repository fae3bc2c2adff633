package com.leadlex.graphql.auth;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the issuer's keys are: {@value #PROPERTY} of MicroProfile JWT, a URL or a file. */
public final class JwksLocation {

    public static final String PROPERTY = "mp.jwt.verify.publickey.location";

    private static final int LARGEST_PORT = 65_535;

    private JwksLocation() {
    }

    /** A file may have a name that begins with {@code http}, too. */
    public static boolean isUrl(String location) {
        return location.startsWith("https:") || location.startsWith("http:");
    }

    /** A JWKS behind a URL may be out of reach for a moment; a file that is not there will not come. */
    static boolean isThere(String location) {
        if (location.isBlank()) {
            return true;
        }
        if (isUrl(location)) {
            return isUsable(location.strip());
        }
        String path = location.replaceFirst("^(file:(//)?|classpath:)", "");
        return Files.isReadable(Path.of(path)) && Files.isRegularFile(Path.of(path))
                || Thread.currentThread().getContextClassLoader().getResource(path.replaceFirst("^/", "")) != null;
    }

    private static boolean isUsable(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= LARGEST_PORT;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
