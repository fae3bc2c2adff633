package com.leadlex.graphql.auth;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.MinutelyWarning;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;

/**
 * The issuer's public keys, from a JWKS (RFC 7517). One behind a URL is fetched in the background: at start, every
 * {@link AuthConfig#jwksRefresh()}, and when a token names an unknown key, but never twice within
 * {@link AuthConfig#jwksPause()}. A file is read every {@link AuthConfig#jwksPause()}. Keys stay in use until new ones are
 * read. The client is Vert.x': that of jose4j has no time limit for a whole response, and no password for a proxy.
 */
@Singleton
class Jwks {

    private static final Logger LOG = Logger.getLogger(Jwks.class);
    private static final long FETCH_MILLIS = 5_000;
    private static final int MAX_BYTES = 512 * 1024;

    /** The public keys of a JWKS, and its text. */
    record IssuerKeys(String text, List<JsonWebKey> all) {

        /** @throws IllegalArgumentException for a text without such a key; the message does not repeat the text */
        static IssuerKeys of(String jwks) {
            List<JsonWebKey> all = List.of();
            try {
                all = new JsonWebKeySet(jwks).getJsonWebKeys().stream().filter(key -> key.getKey() instanceof PublicKey)
                        .toList();
            } catch (JoseException e) {
                // the message of a JoseException repeats the text
            }
            if (all.isEmpty()) {
                throw new IllegalArgumentException("it is not a JWKS with a key to verify signatures with");
            }
            return new IssuerKeys(jwks, all);
        }
    }

    /** URL or file of the JWKS; empty where SmallRye JWT reads the keys. */
    private final String location;
    private final HttpClientOptions options = new HttpClientOptions().setConnectTimeout((int) FETCH_MILLIS);
    private final JwksListener listener;
    private final Vertx vertx;
    private final long refreshNanos;
    private final long pauseMillis;
    private final MinutelyWarning warning = new MinutelyWarning();
    private volatile IssuerKeys keys = new IssuerKeys("none yet", List.of());
    private Future<Void> fetch = Future.succeededFuture();
    private boolean failed;
    private long lastFetch;
    private long timer = -1;

    Jwks(AuthConfig auth, Config config, JwksListener listener, Vertx vertx) {
        // SmallRye JWT's own client alone supports these settings, so it fetches where one of them is set.
        boolean isReadHere = auth.mode() == AuthConfig.Mode.SERVER
                && StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                        .noneMatch(name -> name.startsWith("smallrye.jwt.client.tls.") || name.startsWith("mp.jwt.decrypt."));
        location = config.getOptionalValue(AuthCheck.JWKS, String.class).map(String::strip)
                .filter(set -> isReadHere && (AuthCheck.isUrl(set) || isJwks(set))).orElse("");
        options.setSsl(location.startsWith("https:"));
        auth.jwksProxy().filter(value -> !value.equals("none"))
                .map(value -> URI.create(value.contains("://") ? value : "http://" + value))
                .ifPresent(proxy -> options.setProxyOptions(proxyOptions(proxy)));
        this.listener = listener;
        this.vertx = vertx;
        refreshNanos = AuthCheck.isUrl(location) ? auth.jwksRefresh().toNanos() : 0;
        pauseMillis = auth.jwksPause().toMillis();
        lastFetch = System.nanoTime() - auth.jwksPause().toNanos();
    }

    /** False for a file with one key, in PEM or JSON, which SmallRye JWT reads. */
    private static boolean isJwks(String file) {
        try {
            return Files.readString(AuthCheck.file(file)).contains("\"keys\"");
        } catch (IOException e) {
            return false;
        }
    }

    private static ProxyOptions proxyOptions(URI proxy) {
        ProxyOptions options = new ProxyOptions().setHost(proxy.getHost()).setPort(proxy.getPort());
        String[] user = proxy.getUserInfo() == null ? new String[0] : proxy.getUserInfo().split(":", 2);
        return user.length < 2 ? options : options.setUsername(user[0]).setPassword(user[1]);
    }

    void start(@Observes StartupEvent event) {
        if (isOn()) {
            refresh();
            timer = vertx.setPeriodic(pauseMillis, id -> refreshIfDue());
        }
    }

    @PreDestroy
    void close() {
        vertx.cancelTimer(timer);
    }

    /** False where SmallRye JWT reads the keys. */
    boolean isOn() {
        return !location.isEmpty();
    }

    /** @return the same object until the keys change */
    IssuerKeys keys() {
        return keys;
    }

    /**
     * Fetches the keys, unless the last fetch began within the pause; the timer then fetches at its end.
     *
     * @return completes when the keys were fetched, or at once without a fetch
     */
    synchronized Future<Void> refresh() {
        if (!fetch.isComplete()) {
            return fetch;
        }
        long now = System.nanoTime();
        if (now - lastFetch < TimeUnit.MILLISECONDS.toNanos(pauseMillis)) {
            return Future.succeededFuture();
        }
        lastFetch = now;
        fetch = (AuthCheck.isUrl(location) ? get() : vertx.executeBlocking(() -> Files.readString(AuthCheck.file(location))))
                .compose(text -> text.equals(keys.text()) ? Future.succeededFuture(keys)
                        : vertx.executeBlocking(() -> IssuerKeys.of(text)))
                .transform(ended -> {
                    keep(ended.result(), ended.cause());
                    return Future.succeededFuture();
                });
        return fetch;
    }

    private synchronized void refreshIfDue() {
        if (failed || System.nanoTime() - lastFetch >= refreshNanos) {
            refresh();
        }
    }

    private synchronized void keep(@Nullable IssuerKeys fetched, @Nullable Throwable failure) {
        failed = fetched == null;
        listener.fetched(!failed);
        if (fetched != null) {
            keys = fetched;
        } else if (failure != null && warning.isDue()) {
            String reason = failure instanceof TimeoutException ? "no complete response within " + FETCH_MILLIS + " ms"
                    : AuthCheck.isUrl(location) ? failure.getMessage() : "the file cannot be read, or is not a JWKS";
            LOG.warnf("Cannot fetch the JWKS of %s: %s. Until it can be fetched, %s.", AuthCheck.JWKS, reason,
                    keys.all().isEmpty() ? "no caller's JWT is accepted" : "tokens are verified with the keys fetched before");
        }
    }

    /**
     * Uses a client of its own, since closing it ends a fetch that takes too long. Starts on an event loop, so that no response
     * arrives before its handler is set.
     */
    private Future<String> get() {
        HttpClient client = vertx.createHttpClient(options);
        RequestOptions request = new RequestOptions().setAbsoluteURI(location).setFollowRedirects(true);
        return Future.future(text -> vertx.setTimer(1, id -> client.request(request)
                .compose(sent -> sent.send()).compose(Jwks::text).timeout(FETCH_MILLIS, TimeUnit.MILLISECONDS)
                .onComplete(ended -> client.close()).onComplete(text)));
    }

    private static Future<String> text(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        response.handler(part -> body.appendBuffer(part, 0, Math.min(part.length(), MAX_BYTES + 1 - body.length())));
        return response.end().compose(end -> response.statusCode() != 200
                ? Future.failedFuture("status " + response.statusCode())
                : body.length() > MAX_BYTES ? Future.failedFuture("more than " + MAX_BYTES + " bytes")
                        : Future.succeededFuture(body.toString(StandardCharsets.UTF_8)));
    }
}
