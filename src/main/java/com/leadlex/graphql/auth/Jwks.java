package com.leadlex.graphql.auth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;

/**
 * The issuer's keys, fetched in the background: at start, every {@link AuthConfig#jwksRefresh()}, and when a token names a
 * key that is not known, but never twice within {@link AuthConfig#jwksPause()}. Keys stay until others were fetched.
 */
@Singleton
class Jwks {

    private static final Logger LOG = Logger.getLogger(Jwks.class);
    private static final long FETCH_MILLIS = 5_000;
    private static final int MAX_BYTES = 512 * 1024;

    private final @Nullable String url;
    private final @Nullable URI proxy;
    private final JwksListener listener;
    private final Vertx vertx;
    private final long refreshNanos;
    private final long pauseMillis;
    private final MinutelyWarning warning = new MinutelyWarning();
    private @Nullable HttpClient client;
    private volatile IssuerKeys keys = IssuerKeys.NONE;
    private Future<Void> fetch = Future.succeededFuture();
    private boolean asked;
    private boolean failed;
    private long lastFetch;

    Jwks(AuthConfig auth, Config config, JwksListener listener, Vertx vertx) {
        Optional<String> location = config.getOptionalValue(JwksLocation.PROPERTY, String.class).filter(JwksLocation::isUrl);
        url = auth.mode() == AuthConfig.Mode.SERVER && !isForSmallRye(config) ? location.orElse(null) : null;
        proxy = auth.jwksProxy().filter(value -> !value.equals("none"))
                .map(value -> URI.create(value.contains("://") ? value : "http://" + value)).orElse(null);
        this.listener = listener;
        this.vertx = vertx;
        refreshNanos = auth.jwksRefresh().toNanos();
        pauseMillis = auth.jwksPause().toMillis();
    }

    /** What only SmallRye JWT's own fetching knows how to do. */
    private static boolean isForSmallRye(Config config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .anyMatch(name -> name.startsWith("smallrye.jwt.client.tls.") || name.startsWith("mp.jwt.decrypt."));
    }

    void start(@Observes StartupEvent event) {
        if (isOn()) {
            HttpClientOptions options = new HttpClientOptions().setConnectTimeout((int) FETCH_MILLIS)
                    .setSsl(URI.create(url).getScheme().equals("https")).setMaxPoolSize(1);
            client = vertx.createHttpClient(proxy == null ? options : options.setProxyOptions(proxyOptions(proxy)));
            refresh();
            vertx.setPeriodic(pauseMillis, timer -> tick());
        }
    }

    private static ProxyOptions proxyOptions(URI proxy) {
        ProxyOptions options = new ProxyOptions().setType(ProxyType.HTTP).setHost(proxy.getHost()).setPort(proxy.getPort());
        String user = proxy.getUserInfo();
        int colon = user == null ? -1 : user.indexOf(':');
        return user == null || colon < 0 ? options
                : options.setUsername(user.substring(0, colon)).setPassword(user.substring(colon + 1));
    }

    @PreDestroy
    void close() {
        if (client != null) {
            client.close();
        }
    }

    /** Whether the keys are behind a URL and fetched here. */
    boolean isOn() {
        return url != null;
    }

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
        if (asked && now - lastFetch < TimeUnit.MILLISECONDS.toNanos(pauseMillis)) {
            return Future.succeededFuture();
        }
        asked = true;
        lastFetch = now;
        Promise<Void> ended = Promise.promise();
        fetch = ended.future();
        get().compose(body -> vertx.executeBlocking(() -> IssuerKeys.of(body))).onComplete(got -> {
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
        } else if (warning.isDue()) {
            LOG.warnf("The JWKS of %s cannot be had: %s. %s", JwksLocation.PROPERTY,
                    failure == null ? null : failure.getMessage(),
                    keys.byId().isEmpty() ? "Until it can, no caller's JWT is accepted."
                            : "Until it can, tokens are verified with the keys that are known.");
        }
    }

    private Future<String> get() {
        Promise<String> body = Promise.promise();
        Objects.requireNonNull(client, "the keys are read from a file")
                .request(new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url).setFollowRedirects(true))
                .onFailure(body::tryFail)
                .onSuccess(request -> {
                    vertx.setTimer(FETCH_MILLIS, timer -> {
                        if (body.tryFail("no whole answer within " + FETCH_MILLIS + " ms")) {
                            request.reset();
                        }
                    });
                    request.send().onFailure(body::tryFail).onSuccess(response -> read(response, body));
                });
        return body.future();
    }

    private static void read(HttpClientResponse response, Promise<String> body) {
        // Before any reset: without a handler Vert.x logs each one at ERROR.
        response.exceptionHandler(body::tryFail);
        if (response.statusCode() != 200) {
            body.tryFail("status " + response.statusCode());
            response.request().reset();
            return;
        }
        Buffer all = Buffer.buffer();
        response.handler(part -> {
            if (all.length() + part.length() > MAX_BYTES) {
                body.tryFail("more than " + MAX_BYTES + " bytes");
                response.request().reset();
            } else {
                all.appendBuffer(part);
            }
        });
        response.endHandler(end -> body.tryComplete(all.toString(StandardCharsets.UTF_8)));
    }
}
