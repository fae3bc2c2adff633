package com.leadlex.graphql.auth;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.MinutelyWarning;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;

/**
 * The issuer's keys, in a JWKS (RFC 7517). From a URL they are fetched in the background: at start, every
 * {@link AuthConfig#jwksRefresh()}, and when a token names a key that is not known, but never twice within
 * {@link AuthConfig#jwksPause()}. A file is read every {@link AuthConfig#jwksPause()}. Keys stay until others were read.
 * Vert.x fetches: the JDK's client, which jose4j uses, has no time limit for a whole answer, and no password for a proxy.
 */
@Singleton
class Jwks {

    private static final Logger LOG = Logger.getLogger(Jwks.class);
    private static final long FETCH_MILLIS = 5_000;
    private static final int MAX_BYTES = 512 * 1024;

    private final @Nullable String url;
    private final @Nullable Path file;
    private final HttpClientOptions options = new HttpClientOptions();
    private final JwksListener listener;
    private final Vertx vertx;
    private final long refreshNanos;
    private final long pauseMillis;
    private final MinutelyWarning warning = new MinutelyWarning();
    private volatile IssuerKeys keys = IssuerKeys.NONE;
    private Future<Void> fetch = Future.succeededFuture();
    private boolean failed;
    private long lastFetch;
    private long timer;

    Jwks(AuthConfig auth, Config config, JwksListener listener, Vertx vertx) {
        // What only SmallRye JWT's own fetching knows how to do stays with it.
        boolean ours = auth.mode() == AuthConfig.Mode.SERVER
                && StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                        .noneMatch(name -> name.startsWith("smallrye.jwt.client.tls.") || name.startsWith("mp.jwt.decrypt."));
        String location = ours ? config.getOptionalValue(AuthCheck.JWKS, String.class).map(String::strip).orElse("") : "";
        url = AuthCheck.isUrl(location) ? location : null;
        file = url == null && isJwks(location) ? AuthCheck.file(location) : null;
        options.setConnectTimeout((int) FETCH_MILLIS).setSsl(location.startsWith("https:"));
        auth.jwksProxy().filter(value -> !value.equals("none"))
                .map(value -> URI.create(value.contains("://") ? value : "http://" + value))
                .ifPresent(proxy -> options.setProxyOptions(proxyOptions(proxy)));
        this.listener = listener;
        this.vertx = vertx;
        refreshNanos = file == null ? auth.jwksRefresh().toNanos() : 0;
        pauseMillis = auth.jwksPause().toMillis();
        lastFetch = System.nanoTime() - auth.jwksPause().toNanos();
    }

    /** SmallRye JWT reads what is not: one key, in PEM or JSON. */
    private static boolean isJwks(String location) {
        try {
            return !location.isEmpty() && Files.readString(AuthCheck.file(location)).contains("\"keys\"");
        } catch (IOException e) {
            return false;
        }
    }

    void start(@Observes StartupEvent event) {
        if (url != null) {
            refresh();
        } else if (file != null) {
            try {
                keys = IssuerKeys.of(Files.readString(file));
            } catch (IOException | IllegalArgumentException e) {
                throw new ConfigurationException(AuthCheck.JWKS + " must be a JWKS with a public key (RFC 7517).");
            }
        }
        timer = isOn() ? vertx.setPeriodic(pauseMillis, id -> tick()) : -1;
    }

    private static ProxyOptions proxyOptions(URI proxy) {
        ProxyOptions options = new ProxyOptions().setType(ProxyType.HTTP).setHost(proxy.getHost()).setPort(proxy.getPort());
        String[] user = proxy.getUserInfo() == null ? new String[0] : proxy.getUserInfo().split(":", 2);
        return user.length < 2 ? options : options.setUsername(user[0]).setPassword(user[1]);
    }

    @PreDestroy
    void close() {
        vertx.cancelTimer(timer);
    }

    /** False where SmallRye JWT knows the keys. */
    boolean isOn() {
        return url != null || file != null;
    }

    /** The same object until they change. */
    IssuerKeys keys() {
        return keys;
    }

    /**
     * @return completes with the fetch under way, or at once when the last one was a moment ago; the next pause then ends in
     *         one
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
        Promise<Void> ended = Promise.promise();
        fetch = ended.future();
        (file == null ? get() : vertx.executeBlocking(() -> Files.readString(file)))
                .compose(text -> text.equals(keys.text()) ? Future.succeededFuture(keys)
                        : vertx.executeBlocking(() -> IssuerKeys.of(text)))
                .onComplete(got -> {
                    ended(got.result(), got.cause());
                    ended.complete();
                });
        return fetch;
    }

    private synchronized void tick() {
        if (failed || System.nanoTime() - lastFetch >= refreshNanos) {
            refresh();
        }
    }

    private synchronized void ended(@Nullable IssuerKeys fetched, @Nullable Throwable failure) {
        failed = fetched == null;
        listener.fetched(!failed);
        if (fetched != null) {
            keys = fetched;
        } else if (failure != null && warning.isDue()) {
            String reason = failure instanceof TimeoutException ? "no whole answer within " + FETCH_MILLIS + " ms"
                    : file != null ? "the file cannot be read, or is not a JWKS" : failure.getMessage();
            LOG.warnf("Cannot fetch the JWKS of %s: %s. Until it can be fetched, %s.", AuthCheck.JWKS, reason,
                    keys.all().isEmpty() ? "no caller's JWT is accepted" : "tokens are verified with the keys that are known");
        }
    }

    /**
     * With a client of its own, which ends a fetch that takes too long; on one event loop, lest an answer outrun its handler.
     */
    private Future<String> get() {
        Promise<String> got = Promise.promise();
        HttpClient client = vertx.createHttpClient(options);
        vertx.setTimer(1, id -> client.request(new RequestOptions().setAbsoluteURI(url).setFollowRedirects(true))
                .compose(HttpClientRequest::send).compose(Jwks::body).timeout(FETCH_MILLIS, TimeUnit.MILLISECONDS)
                .onComplete(ended -> client.close()).onComplete(got));
        return got.future();
    }

    private static Future<String> body(HttpClientResponse response) {
        Promise<String> body = Promise.promise();
        // Also of an answer that is not read: without a handler Vert.x logs at ERROR that it is cut.
        response.exceptionHandler(body::tryFail);
        if (response.statusCode() != 200) {
            return Future.failedFuture("status " + response.statusCode());
        }
        Buffer all = Buffer.buffer();
        response.handler(part -> {
            if (all.length() + part.length() <= MAX_BYTES) {
                all.appendBuffer(part);
            } else {
                body.tryFail("more than " + MAX_BYTES + " bytes");
            }
        });
        response.endHandler(end -> body.tryComplete(all.toString(StandardCharsets.UTF_8)));
        return body.future();
    }
}
