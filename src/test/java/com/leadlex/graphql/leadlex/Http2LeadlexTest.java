package com.leadlex.graphql.leadlex;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.ActivitySource;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.memory.OperationMemory;
import com.leadlex.graphql.memory.UnboundedMemory;

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
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.impl.ConnectionBase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Where Leadlex offers HTTP/2 it is used, and all that holds of HTTP/1 holds there. */
@QuarkusTest
@TestProfile(Http2LeadlexProfile.class)
class Http2LeadlexTest {

    private static final int LIMIT = Http2LeadlexProfile.MAX_BYTES;

    private static final Set<HttpVersion> VERSIONS = ConcurrentHashMap.newKeySet();
    private static final Set<HttpConnection> CONNECTIONS = ConcurrentHashMap.newKeySet();

    private static final AtomicInteger ASKED = new AtomicInteger();

    private static Vertx server;

    @Inject
    ActivitySource activities;

    @Inject
    Vertx vertx;

    private final ErrorLog log = new ErrorLog();

    @AfterEach
    void nothingWasLoggedAsAnError() {
        log.close();
        log.assertEmpty();
    }

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
        assertEquals(Failure.invalidResponse(200).withAttempts(1), failure);
        assertEquals("Bearer wbk_large", title(neighbour));
        assertEquals("Bearer wbk_large", title(ask("act_after", "wbk_large")));
    }

    @ParameterizedTest
    @ValueSource(ints = { 100, 102, 103, 104, 199 })
    void anInformationalAnswerIsSkipped(int status) throws Exception {
        assertEquals("Bearer wbk_early", title(ask("act_early_" + status, "wbk_early")));
    }

    @Test
    void tooManyInformationalAnswersEndTheirStreamAlone() throws Exception {
        CompletableFuture<ActivityResult> neighbour = ask("act_slow_beside", "wbk_hints");
        assertEquals("Bearer wbk_hints", title(ask("act_hints_16", "wbk_hints")));
        assertEquals(ErrorCode.UPSTREAM_UNAVAILABLE, failure(ask("act_hints_17", "wbk_hints")).code());
        assertEquals("Bearer wbk_hints", title(neighbour));
        assertEquals("Bearer wbk_hints", title(ask("act_after", "wbk_hints")));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 2, 7, 8, 11 })
    void aStreamThatIsResetInMidBodyIsRetriedThenUnavailable(int code) throws Exception {
        ASKED.set(0);
        Failure failure = failure(ask("act_reset_200_" + code, "wbk_reset_" + code));
        assertEquals(ErrorCode.UPSTREAM_UNAVAILABLE, failure.code());
        assertEquals(3, ASKED.get(), "attempts");
        assertEquals("Bearer wbk_reset_" + code, title(ask("act_after", "wbk_reset_" + code)));
    }

    @Test
    void aStreamThatIsResetBeforeItsHeadIsRetriedThenUnavailable() throws Exception {
        ASKED.set(0);
        assertEquals(ErrorCode.UPSTREAM_UNAVAILABLE, failure(ask("act_reset_0_2", "wbk_no_head")).code());
        assertEquals(3, ASKED.get(), "attempts");
    }

    @ParameterizedTest
    @MethodSource("com.leadlex.graphql.leadlex.LeadlexErrorsTest#statuses")
    void aStatusDecidesBeforeABodyThatIsTooLargeResetOrNotTheGzipThatItSays(int status) throws Exception {
        List<String> bodies = List.of("status", "large", "reset", "corrupt");
        List<CompletableFuture<ActivityResult>> all = bodies.stream()
                .map(body -> ask("act_" + body + "_" + status + "_2", "wbk_" + body + "_" + status)).toList();
        ErrorCode code = failure(all.get(0)).code();
        for (int i = 0; i < bodies.size(); i++) {
            String body = bodies.get(i);
            Failure failure = failure(all.get(i));
            assertEquals(code, failure.code(), body);
            assertEquals(status, failure.upstream().status(), body);
        }
    }

    @Test
    void aBodyThatIsNotGzipAsDeclaredIsAnInvalidResponse() throws Exception {
        ASKED.set(0);
        assertEquals(ErrorCode.UPSTREAM_INVALID_RESPONSE, failure(ask("act_corrupt_200_0", "wbk_corrupt")).code());
        assertEquals(1, ASKED.get(), "attempts");
        assertEquals("Bearer wbk_corrupt", title(ask("act_after", "wbk_corrupt")));
    }

    /** By what the id says: what is wrong, the status, and the code of the reset. */
    private static boolean answerBadly(HttpServerRequest request, String[] id) {
        if (id.length < 4) {
            return false;
        }
        HttpServerResponse response = request.response().setStatusCode(Math.max(200, Integer.parseInt(id[2])));
        switch (id[1]) {
            case "status" -> response.end("{}");
            case "large" -> response.end(Buffer.buffer(new byte[LIMIT + 1]));
            case "corrupt" -> response.putHeader("Content-Encoding", "gzip").end("{\"code\":\"some_code\"}");
            case "reset" -> {
                if (id[2].equals("0")) {
                    response.reset(Long.parseLong(id[3]));
                } else {
                    response.putHeader("Content-Length", "1000").write("{\"data\":{").onComplete(
                            written -> server.setTimer(20, timer -> response.reset(Long.parseLong(id[3]))));
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void answer(HttpServerRequest request) {
        VERSIONS.add(request.version());
        CONNECTIONS.add(request.connection());
        ASKED.incrementAndGet();
        String id = request.path().substring(request.path().lastIndexOf('/') + 1);
        if (answerBadly(request, id.split("_"))) {
            return;
        }
        if (id.equals("act_large")) {
            request.response().end(Buffer.buffer(new byte[LIMIT + 1]));
            return;
        }
        if (id.startsWith("act_early_")) {
            informational(request, id.substring("act_early_".length()));
        }
        if (id.startsWith("act_hints_")) {
            for (int i = Integer.parseInt(id.substring("act_hints_".length())); i > 0; i--) {
                informational(request, "103");
            }
        }
        String body = "{\"data\":{\"activity\":{\"id\":\"" + id + "\",\"type\":\"call\",\"title\":\""
                + request.getHeader("Authorization") + "\"}}}";
        server.setTimer(id.contains("slow") ? 500 : id.contains("early") ? 50 : 1, timer -> {
            if (!request.response().closed()) {
                request.response().end(body);
            }
        });
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
        OperationMemory memory = UnboundedMemory.create();
        ((ContextInternal) vertx.getOrCreateContext()).duplicate().runOnContext(ignored -> activities
                .find(new Lookup(id, ApiKey.of(key), "request-1", null, false, memory))
                .whenComplete((outcome, failure) -> memory.release())
                .thenAccept(result::complete));
        return result;
    }

    private static Failure failure(CompletableFuture<ActivityResult> outcome) throws Exception {
        ActivityResult ended = outcome.get(20, TimeUnit.SECONDS);
        return assertInstanceOf(ActivityResult.Failed.class, ended, ended::toString).failure();
    }

    private static String title(CompletableFuture<ActivityResult> outcome) throws Exception {
        ActivityResult ended = outcome.get(20, TimeUnit.SECONDS);
        return assertInstanceOf(ActivityResult.Found.class, ended, ended::toString).activity().title();
    }
}
