package com.leadlex.graphql.leadlex.connection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.memory.UnboundedMemory;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;

/** Calls as the service makes them, by the guarded HTTP client alone: no retries, no circuits. */
final class Calls implements AutoCloseable {

    static final Duration ATTEMPT = Duration.ofSeconds(1);

    /** The first call of a JVM loads classes for longer than an attempt may take. */
    static void warmUp() {
        try (Calls first = new Calls(new HttpClientOptions(), Duration.ofMinutes(1), new AddressResolverOptions())) {
            first.port = first.vertx.createHttpServer().requestHandler(request -> request.response().end()).listen(0)
                    .toCompletionStage().toCompletableFuture().join().actualPort();
            first.send("act_1", "wbk_first").join();
        }
    }

    final Vertx vertx;
    private final Duration attempt;
    private final boolean tls;
    String host = "localhost";
    int port;
    private final HttpClient client;
    private final Consumer<HttpClientRequest> guard;

    /** How a call ended: with a status and a body, or a failure. */
    record Outcome(int status, String body, Failure failure) {
    }

    Calls(HttpClientOptions options) {
        this(options, ATTEMPT, new AddressResolverOptions());
    }

    Calls(HttpClientOptions options, Duration attempt, AddressResolverOptions names) {
        this.attempt = attempt;
        tls = options.isSsl();
        LaunchMode mode = LaunchMode.current();
        LaunchMode.set(LaunchMode.DEVELOPMENT); // without AcceptLimit, whose settings are Quarkus' to read
        vertx = Vertx.vertx(new VertxOptions().setAddressResolverOptions(names.setRoundRobinInetAddress(true)));
        LaunchMode.set(mode);
        guard = ResponseGuard.configureClient(options.setConnectTimeout(2_000), 1 << 20, attempt);
        client = vertx.createHttpClient(options);
    }

    Outcome get(String id) throws Exception {
        return send(id, "wbk_key").get(20, TimeUnit.SECONDS);
    }

    CompletableFuture<Outcome> send(String id, String key) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        ResponseAccount account = new ResponseAccount(ApiKey.of(key).fingerprint(), UnboundedMemory.create(),
                tls);
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        context.runOnContext(ignored -> {
            long timer = vertx.setTimer(attempt.toMillis(), late -> {
                outcome.complete(new Outcome(0, null, Failure.TIMEOUT));
                account.cancelRequest();
            });
            outcome.whenComplete((how, thrown) -> vertx.cancelTimer(timer));
            send(context, id, key, account, outcome);
        });
        return outcome;
    }

    private void send(Context context, String id, String key, ResponseAccount account, CompletableFuture<Outcome> outcome) {
        account.attachTo(context);
        client.request(HttpMethod.GET, port, host, "/v1/activities/" + id).compose(request -> {
            guard.accept(request);
            return request.putHeader("Authorization", "Bearer " + key).send();
        }).compose(response -> response.body().map(body -> found(response, account, body)))
                .onSuccess(outcome::complete).onFailure(thrown -> {
                    if (!outcome.isDone() && account.mayResend(thrown)) {
                        send(context, id, key, account, outcome);
                    } else {
                        outcome.complete(new Outcome(0, null, NetworkFailure.of(account.originalException(thrown))));
                    }
                });
    }

    private static Outcome found(HttpClientResponse response, ResponseAccount account, Buffer body) {
        try {
            byte[] plain = account.inflate(new ByteArrayInputStream(body.getBytes()));
            return new Outcome(response.statusCode(), Buffer.buffer(plain).toString(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
