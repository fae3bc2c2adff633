package com.leadlex.graphql.auth;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
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
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;

/**
 * The issuer's public keys, from a JWKS (RFC 7517). A JWKS behind a URL is fetched in the background:
 * at start, every {@link AuthConfig#jwksRefresh()}, and when a token names an unknown key, but never twice within
 * {@link AuthConfig#jwksPause()}. A file is read every {@link AuthConfig#jwksPause()}. Keys stay in use until new keys
 * are read. Uses Vert.x's client: jose4j's client has no time limit for a whole response, and no password for a proxy.
 */
@Singleton
public class Jwks {

    private static final Logger LOG = Logger.getLogger(Jwks.class);
    private static final long FETCH_TIMEOUT_MILLIS = 5_000;
    private static final int MAX_JWKS_BYTES = 512 * 1024;

    /** Observes fetches of the issuer's keys, for metrics. Must not block, must not throw. */
    public interface Listener {

        void fetchEnded(boolean hasSucceeded);
    }

    /** URL or file of the JWKS; empty where SmallRye JWT reads the keys. */
    private final String location;
    private final HttpClientOptions clientOptions = new HttpClientOptions().setConnectTimeout((int) FETCH_TIMEOUT_MILLIS);
    private final Listener listener;
    private final Vertx vertx;
    private final long refreshIntervalNanos;
    private final long fetchPauseMillis;
    private final MinutelyWarning fetchWarning = new MinutelyWarning();
    private volatile IssuerKeys currentKeys = new IssuerKeys(/* jwks= */ "none yet", List.of());
    private Future<Void> currentFetch = Future.succeededFuture();
    private boolean hasLastFetchFailed;
    private long lastFetchNanos;
    private long timerId = -1;

    Jwks(AuthConfig authConfig, Config config, Listener listener, Vertx vertx) {
        // Only SmallRye JWT's own client supports these settings, so SmallRye JWT fetches where one of them is set.
        boolean readsKeysItself = authConfig.mode() == AuthConfig.Mode.SERVER
                && StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                        .noneMatch(name -> name.startsWith("smallrye.jwt.client.tls.") || name.startsWith("mp.jwt.decrypt."));
        location = config.getOptionalValue(AuthCheck.JWKS_LOCATION, String.class).map(String::strip)
                .filter(location -> readsKeysItself && (AuthCheck.isUrl(location) || isJwksFile(location))).orElse("");
        clientOptions.setSsl(location.startsWith("https:"));
        authConfig.jwksProxy().filter(proxy -> !proxy.equals("none"))
                .map(proxy -> URI.create(proxy.contains("://") ? proxy : "http://" + proxy))
                .ifPresent(proxyUrl -> clientOptions.setProxyOptions(proxyOptions(proxyUrl)));
        this.listener = listener;
        this.vertx = vertx;
        refreshIntervalNanos = AuthCheck.isUrl(location) ? authConfig.jwksRefresh().toNanos() : 0;
        fetchPauseMillis = authConfig.jwksPause().toMillis();
        lastFetchNanos = System.nanoTime() - authConfig.jwksPause().toNanos();
    }

    /** False for a file with one key, in PEM or JSON, which SmallRye JWT reads. */
    private static boolean isJwksFile(String file) {
        try {
            return IssuerKeys.isJwks(Files.readString(AuthCheck.pathOf(file)));
        } catch (IOException e) {
            return false;
        }
    }

    private static ProxyOptions proxyOptions(URI proxyUrl) {
        ProxyOptions proxyOptions = new ProxyOptions().setHost(proxyUrl.getHost()).setPort(proxyUrl.getPort());
        String[] credentials = proxyUrl.getUserInfo() == null ? new String[0] : proxyUrl.getUserInfo().split(":", 2);
        return credentials.length < 2 ? proxyOptions : proxyOptions.setUsername(credentials[0]).setPassword(credentials[1]);
    }

    void start(@Observes StartupEvent event) {
        if (isOn()) {
            refreshKeys();
            timerId = vertx.setPeriodic(fetchPauseMillis, firedTimerId -> refreshKeysIfDue());
        }
    }

    @PreDestroy
    void close() {
        vertx.cancelTimer(timerId);
    }

    /** False where SmallRye JWT reads the keys. */
    boolean isOn() {
        return !location.isEmpty();
    }

    /** @return the same object until the keys change */
    IssuerKeys currentKeys() {
        return currentKeys;
    }

    /**
     * Fetches the keys, unless the last fetch began within the pause: then the timer fetches them when the pause ends.
     *
     * @return completes when the keys were fetched, or at once without a fetch
     */
    synchronized Future<Void> refreshKeys() {
        if (!currentFetch.isComplete()) {
            return currentFetch;
        }
        long nowNanos = System.nanoTime();
        if (nowNanos - lastFetchNanos < TimeUnit.MILLISECONDS.toNanos(fetchPauseMillis)) {
            return Future.succeededFuture();
        }
        lastFetchNanos = nowNanos;
        currentFetch = (AuthCheck.isUrl(location) ? download()
                : vertx.executeBlocking(() -> Files.readString(AuthCheck.pathOf(location))))
                .compose(text -> text.equals(currentKeys.jwks()) ? Future.succeededFuture(currentKeys)
                        : vertx.executeBlocking(() -> IssuerKeys.of(text)))
                .transform(fetchedKeys -> {
                    keepKeys(fetchedKeys.result(), fetchedKeys.cause());
                    return Future.succeededFuture();
                });
        return currentFetch;
    }

    private synchronized void refreshKeysIfDue() {
        if (hasLastFetchFailed || System.nanoTime() - lastFetchNanos >= refreshIntervalNanos) {
            refreshKeys();
        }
    }

    private synchronized void keepKeys(@Nullable IssuerKeys fetchedKeys, @Nullable Throwable failure) {
        hasLastFetchFailed = fetchedKeys == null;
        listener.fetchEnded(!hasLastFetchFailed);
        if (fetchedKeys != null) {
            currentKeys = fetchedKeys;
        } else if (failure != null && fetchWarning.isDue()) {
            String reason = failure instanceof TimeoutException ? "no complete response within " + FETCH_TIMEOUT_MILLIS + " ms"
                    : AuthCheck.isUrl(location) ? failure.getMessage() : "the file cannot be read, or is not a JWKS";
            LOG.warnf("Cannot fetch the JWKS of %s: %s. Until it can be fetched, %s.", AuthCheck.JWKS_LOCATION, reason,
                    currentKeys.publicKeys().isEmpty() ? "no caller's JWT is accepted"
                            : "tokens are verified with the keys fetched before");
        }
    }

    /** Closes the client after each fetch, which ends a slow one. Runs on an event loop: no response precedes its handler. */
    private Future<String> download() {
        HttpClient client = vertx.createHttpClient(clientOptions);
        RequestOptions request = new RequestOptions().setAbsoluteURI(location).setFollowRedirects(true);
        return Future.future(promise -> vertx.setTimer(1, firedTimerId -> client.request(request)
                .compose(HttpClientRequest::send).compose(Jwks::readBody).timeout(FETCH_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .onComplete(fetchResult -> client.close()).onComplete(promise)));
    }

    private static Future<String> readBody(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        response.handler(chunk -> body.appendBuffer(chunk, 0, Math.min(chunk.length(), MAX_JWKS_BYTES + 1 - body.length())));
        return response.end().compose(ignored -> response.statusCode() != 200
                ? Future.failedFuture("status " + response.statusCode())
                : body.length() > MAX_JWKS_BYTES ? Future.failedFuture("more than " + MAX_JWKS_BYTES + " bytes")
                        : Future.succeededFuture(body.toString(StandardCharsets.UTF_8)));
    }
}
