package com.leadlex.graphql.leadlex;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.PackagedProcess;

import io.netty.handler.codec.http2.Http2Error;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Minutes, so many as {@code -Dsoak.minutes} says, with a Leadlex that does not process what it was sent, over HTTP/2 and over
 * HTTP/1.1 with TLS, and whose connections go silent every half minute. No look-up fails, and each gets its own answer.
 */
@Tag("soak")
@Tag("measuring")
class NotProcessedSoakIT {

    private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));
    private static final long SILENT_EVERY_SECONDS = 30;
    private static final int CALLERS = 8;
    private static final String CLIENT = "QUARKUS_REST_CLIENT_LEADLEX_";

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    /** Connections that take everything and answer nothing. */
    private final Set<Object> silent = ConcurrentHashMap.newKeySet();
    private final Set<Object> all = ConcurrentHashMap.newKeySet();
    private final Set<HttpConnection> gone = ConcurrentHashMap.newKeySet();
    private volatile long begun = System.nanoTime();
    private final Vertx vertx = vertxWithoutAcceptLimit();
    private long silences;

    /** AcceptLimit reads its settings from Quarkus, which does not run in this JVM. */
    private static Vertx vertxWithoutAcceptLimit() {
        LaunchMode.set(LaunchMode.DEVELOPMENT);
        return Vertx.vertx();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void overHttp2() throws Exception {
        int port = vertx.createHttpServer(new HttpServerOptions().setSsl(true).setUseAlpn(true).setHost("localhost")
                .setKeyCertOptions(new PfxOptions().setPath(Http2LeadlexProfile.store().toString())
                        .setPassword(Http2LeadlexProfile.PASSWORD)))
                .requestHandler(this::answer).listen(0).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS)
                .actualPort();
        soak(port, Set.of("well", "GOAWAY", "refused", "silent"));
    }

    @Test
    void overTls() throws Exception {
        try (RawLeadlex raw = new RawLeadlex(0, TlsSockets.of("TLSv1.3", false, "http/1.1"))) {
            raw.answers(exchange -> {
                if (raw.seen().size() > 100) {
                    raw.seen().clear();
                }
                if (isSilent(exchange.socket())) {
                    count("silent");
                    exchange.socket().getInputStream().read();
                    return;
                }
                exchange.activity();
                count("well");
                int fate = ThreadLocalRandom.current().nextInt(10);
                if (fate < 2) {
                    TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextInt(10_000));
                    count(fate == 0 ? "closed" : "close_notify");
                    if (fate == 1) {
                        exchange.socket().shutdownOutput();
                        TimeUnit.MILLISECONDS.sleep(300);
                    }
                    exchange.socket().close();
                }
            });
            soak(raw.port(), Set.of("well", "closed", "close_notify", "silent"));
        }
    }

    /** Netty drops streams above the last one of a GOAWAY. */
    private void answer(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        int stream = request.response().streamId();
        if (isSilent(connection)) {
            count("silent");
        } else if (ThreadLocalRandom.current().nextInt(20) == 0 && gone.add(connection)) {
            count("GOAWAY");
            connection.goAway(Http2Error.NO_ERROR.code(), stream);
            end(request);
        } else if (ThreadLocalRandom.current().nextInt(20) == 0) {
            count("refused");
            request.response().reset(Http2Error.REFUSED_STREAM.code());
        } else {
            end(request);
        }
    }

    private void end(HttpServerRequest request) {
        count("well");
        String id = request.path().substring(request.path().lastIndexOf('/') + 1);
        vertx.setTimer(1 + ThreadLocalRandom.current().nextInt(50),
                timer -> request.response().end("{\"data\":{\"activity\":{\"id\":\"" + id + "\",\"type\":\"call\",\"title\":\""
                        + request.getHeader("Authorization") + "\"}}}"));
    }

    /** At the begin of each half minute, all connections that there are. */
    private synchronized boolean isSilent(Object connection) {
        long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) / SILENT_EVERY_SECONDS;
        if (now > silences) {
            silences = now;
            silent.addAll(all);
        }
        all.add(connection);
        return silent.contains(connection);
    }

    private void count(String what) {
        counts.computeIfAbsent(what, it -> new LongAdder()).increment();
    }

    private void soak(int leadlex, Set<String> expected) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("LEADLEX_URL", "https://localhost:" + leadlex,
                CLIENT + "TRUST_STORE", Http2LeadlexProfile.store().toString(),
                CLIENT + "TRUST_STORE_PASSWORD", Http2LeadlexProfile.PASSWORD, CLIENT + "TRUST_STORE_TYPE", "PKCS12"));
        try (PackagedProcess service = PackagedProcess.start(List.of("-Xmx64m", PackagedProcess.ALL_COMPILERS), environment)) {
            URI graphql = URI.create("http://localhost:" + service.port() + "/graphql");
            begun = System.nanoTime();
            List<CompletableFuture<Void>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                String key = "wbk_soak_" + i;
                callers.add(CompletableFuture.runAsync(() -> ask(graphql, key), task -> new Thread(task, key).start()));
            }
            for (CompletableFuture<Void> caller : callers) {
                try {
                    caller.get(TIME.toSeconds() + 60, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    throw new AssertionError(counts + "\n" + service.output(), e);
                }
            }
            System.out.println(counts);
            assertTrue(counts.keySet().containsAll(expected), counts::toString);
            assertFalse(service.said("\"level\":\"ERROR\""), service.output());
        }
    }

    private void ask(URI graphql, String key) {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try {
            for (int i = 0; System.nanoTime() - begun < TIME.toNanos(); i++) {
                TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(40));
                String query = "{\"query\":\"{a:activity(id:\\\"act_%d\\\"){id title} b:activity(id:\\\"act_b\\\"){id title}}\"}"
                        .formatted(i % 50);
                String answer = client.send(HttpRequest.newBuilder(graphql).header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + key)
                        .POST(HttpRequest.BodyPublishers.ofString(query, StandardCharsets.UTF_8)).build(),
                        HttpResponse.BodyHandlers.ofString()).body();
                assertEquals(("{\"data\":{\"a\":{\"id\":\"act_%d\",\"title\":\"Bearer %s\"},"
                        + "\"b\":{\"id\":\"act_b\",\"title\":\"Bearer %s\"}}}").formatted(i % 50, key, key), answer);
                count("answers");
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
