package com.leadlex.graphql.leadlex;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.ActivitySource;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.impl.ConnectionBase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Where Leadlex offers HTTP/2 it is used, and all that holds of HTTP/1 holds there. */
@QuarkusTest
@TestProfile(Http2LeadlexProfile.class)
class Http2LeadlexTest {

    private static final int LIMIT = 8 << 20;

    private static final Set<HttpVersion> VERSIONS = ConcurrentHashMap.newKeySet();
    private static final Set<HttpConnection> CONNECTIONS = ConcurrentHashMap.newKeySet();

    private static Vertx server;

    @Inject
    ActivitySource activities;

    @Inject
    Vertx vertx;

    @BeforeAll
    static void listen() throws Exception {
        server = Vertx.vertx();
        server.createHttpServer(new HttpServerOptions().setSsl(true).setUseAlpn(true).setHost("localhost")
                .setPort(RawLeadlexProfile.port()).setKeyCertOptions(new PfxOptions()
                        .setPath(Http2LeadlexProfile.store().toString()).setPassword(Http2LeadlexProfile.PASSWORD)))
                .requestHandler(Http2LeadlexTest::answer).listen().toCompletionStage().toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void aLookUpGoesByHttp2() throws Exception {
        assertEquals("Bearer wbk_h2", title(ask("act_1", "wbk_h2")));
        assertEquals(Set.of(HttpVersion.HTTP_2), VERSIONS);
    }

    @Test
    void aHundredAtATimeShareAFewConnections() throws Exception {
        List<CompletableFuture<ActivityResult>> all = IntStream.range(0, 100)
                .mapToObj(i -> ask("act_slow_" + i, "wbk_" + i % 3))
                .toList();
        for (int i = 0; i < all.size(); i++) {
            assertEquals("Bearer wbk_" + i % 3, title(all.get(i)));
        }
        assertTrue(CONNECTIONS.size() <= 16, () -> CONNECTIONS.size() + " connections");
    }

    @Test
    void anAnswerOverTheSizeLimitIsInvalidAndItsNeighboursAreUnharmed() throws Exception {
        CompletableFuture<ActivityResult> neighbour = ask("act_slow_neighbour", "wbk_large");
        Failure failure = assertInstanceOf(ActivityResult.Failed.class, ask("act_large", "wbk_large").get(20, TimeUnit.SECONDS))
                .failure();
        assertEquals(Failure.invalidResponse(200).after(1), failure);
        assertEquals("Bearer wbk_large", title(neighbour));
        assertEquals("Bearer wbk_large", title(ask("act_after", "wbk_large")));
    }

    @ParameterizedTest
    @ValueSource(ints = { 100, 102, 103, 104, 199 })
    void anInformationalAnswerIsSkipped(int status) throws Exception {
        assertEquals("Bearer wbk_early", title(ask("act_early_" + status, "wbk_early")));
    }

    private static void answer(HttpServerRequest request) {
        VERSIONS.add(request.version());
        CONNECTIONS.add(request.connection());
        String id = request.path().substring(request.path().lastIndexOf('/') + 1);
        if (id.equals("act_large")) {
            request.response().end(Buffer.buffer(new byte[LIMIT + 1]));
            return;
        }
        if (id.startsWith("act_early_")) {
            informational(request, id.substring("act_early_".length()));
        }
        String body = "{\"data\":{\"activity\":{\"id\":\"" + id + "\",\"type\":\"call\",\"title\":\""
                + request.getHeader("Authorization") + "\"}}}";
        server.setTimer(id.contains("slow") || id.contains("early") ? 500 : 1, timer -> request.response().end(body));
    }

    /** Vert.x can send 100 and 103 alone. */
    private static void informational(HttpServerRequest request, String status) {
        ChannelHandlerContext http2 = ((ConnectionBase) request.connection()).channel().pipeline()
                .context(Http2ConnectionHandler.class);
        ((Http2ConnectionHandler) http2.handler()).encoder().writeHeaders(http2, request.response().streamId(),
                new DefaultHttp2Headers().status(status), 0, false, http2.newPromise());
        http2.flush();
    }

    private CompletableFuture<ActivityResult> ask(String id, String key) {
        CompletableFuture<ActivityResult> result = new CompletableFuture<>();
        vertx.getOrCreateContext().runOnContext(ignored -> activities
                .find(new Lookup(id, ApiKey.of(key), "request-1", null)).thenAccept(result::complete));
        return result;
    }

    private static String title(CompletableFuture<ActivityResult> outcome) throws Exception {
        ActivityResult ended = outcome.get(20, TimeUnit.SECONDS);
        return assertInstanceOf(ActivityResult.Found.class, ended, ended::toString).activity().title();
    }
}
