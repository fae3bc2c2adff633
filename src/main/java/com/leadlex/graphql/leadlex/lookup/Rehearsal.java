package com.leadlex.graphql.leadlex.lookup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MultivaluedHashMap;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;
import com.leadlex.graphql.leadlex.LeadlexClient;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.answer.AnswerReader;
import com.leadlex.graphql.leadlex.cache.ActivityCache;
import com.leadlex.graphql.leadlex.connection.NetworkFailure;
import com.leadlex.graphql.leadlex.resilience.KeyGuard;
import com.leadlex.graphql.leadlex.resilience.Outage;

import io.netty.channel.EventLoop;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/**
 * Once the service listens, has look-ups fail, over the loopback interface: what failures need is loaded then, and not by the
 * first one, which may come because there is no descriptor left, so that no jar can be opened either. In the background, and
 * nothing is measured or logged of it. An executable has nothing to load.
 */
@Singleton
class Rehearsal {

    /** The start is not to wait for it. */
    private static final int AFTER_MILLIS = 1_000;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int LARGEST_REQUEST = 8_192;

    private final LeadlexClient client;
    private final LeadlexConfig config;
    private final ActivityCache cache;
    private final Vertx vertx;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Lookup lookup = new Lookup("rehearsal", ApiKey.of("rehearsal"), "rehearsal", null);

    private volatile @Nullable ServerSocket server;
    private volatile boolean stopped;

    Rehearsal(@RestClient LeadlexClient client, LeadlexConfig config, ActivityCache cache, Vertx vertx) {
        this.client = client;
        this.config = config;
        this.cache = cache;
        this.vertx = vertx;
    }

    void http(@ObservesAsync HttpServerStart listening, Config settings) {
        begin(settings);
    }

    void https(@ObservesAsync HttpsServerStart listening, Config settings) {
        begin(settings);
    }

    private void begin(Config settings) {
        boolean proxied = !settings.getOptionalValue("quarkus.rest-client.leadlex.proxy-address", String.class).orElse("none")
                .equals("none");
        // A proxy would be asked for what is here.
        if (ImageMode.current() == ImageMode.JVM && !proxied && begun.compareAndSet(false, true)) {
            boolean tls = settings.getValue("quarkus.rest-client.leadlex.url", String.class).startsWith("https:");
            vertx.setTimer(AFTER_MILLIS, timer -> vertx.executeBlocking(() -> {
                rehearse(tls);
                return null;
            }, false));
        }
    }

    /** Nothing calls any more what is waited for. */
    void stop(@Observes ShutdownEvent event) throws IOException {
        stopped = true;
        ServerSocket waiting = server;
        if (waiting != null) {
            waiting.close();
        }
    }

    private void rehearse(boolean tls) {
        readRefusals();
        hearLate();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.server = server;
            if (stopped) {
                return;
            }
            server.setSoTimeout(PATIENCE_MILLIS);
            String authority = server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
            lookUp("http://" + authority);
            answer(server, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            lookUp("http://" + authority);
            for (int attempt = 0; attempt <= config.retry().max(); attempt++) {
                answer(server, "no HTTP\r\n\r\n");
            }
            call("http://" + authority);
            answer(server, "");
            if (tls) {
                call("https://" + authority);
                answer(server, "no TLS\r\n");
            }
            server.close();
            call("http://localhost:" + server.getLocalPort()); // nobody listens
        } catch (IOException e) {
            // What was not loaded now is loaded later.
        }
    }

    /** With bytes, over which the client hangs up, or without any, by a reset. */
    private static void answer(ServerSocket server, String bytes) throws IOException {
        try (Socket socket = server.accept()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getInputStream().read(new byte[LARGEST_REQUEST]);
            if (bytes.isEmpty()) {
                socket.setSoLinger(true, 0);
            } else {
                socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().readAllBytes();
            }
        }
    }

    /** Answers of a Leadlex that refuses, and the errors that are made of them. */
    private void readRefusals() {
        MultivaluedHashMap<String, String> headers = new MultivaluedHashMap<>();
        headers.add("Retry-After", "1");
        AnswerReader answers = new AnswerReader(config);
        for (int status : List.of(200, 429, 503)) {
            answers.read(lookup, status, () -> headers, "{".getBytes(StandardCharsets.US_ASCII));
        }
        GraphQLErrors.of(Failure.held(1), null).toSpecification();
        LookupFailure.of(new BulkheadException());
    }

    /** From another thread, of what is over: Netty has classes for that, and only chance has a call need them. */
    private void hearLate() {
        EventLoop loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
        loop.newPromise().setSuccess(null).addListener(over -> {
        });
        loop.newSucceededFuture(null).addListener(over -> {
        });
    }

    /** As any look-up, with its retries, but past all that counts. */
    private void lookUp(String leadlex) {
        LeadlexCalls calls = new LeadlexCalls(client, new ActivityUrls(leadlex), config, Unheard.LISTENER,
                new Outage(config, Unheard.LISTENER), cache, vertx);
        KeyGuard guard = new KeyGuard(config, Unheard.LISTENER::retried, Unheard.LISTENER::circuit);
        onContext(() -> guard.run(nanos -> calls.send(lookup, nanos)));
    }

    /** Past {@link NetworkFailure#of}, which would warn of it. */
    private void call(String url) {
        onContext(() -> client.activity(URI.create(url), "Bearer rehearsal", "rehearsal", null, null).subscribe()
                .with(answered -> {
                }, Rehearsal::tellApart));
    }

    private static void tellApart(Throwable failure) {
        NetworkFailure.failureOf(failure);
        NetworkFailure.reason(failure);
        NetworkFailure.isOfContent(failure);
    }

    private void onContext(Runnable work) {
        ((ContextInternal) vertx.getOrCreateContext()).duplicate().runOnContext(ignored -> work.run());
    }
}
