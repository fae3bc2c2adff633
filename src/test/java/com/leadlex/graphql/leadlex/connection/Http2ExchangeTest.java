package com.leadlex.graphql.leadlex.connection;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.error.Cause;

import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetSocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What Leadlex did not process over HTTP/2 is sent again, and what is not HTTP/2 is an answer that cannot be used. */
class Http2ExchangeTest {

    private static final String SETTINGS = "000000040000000000" + "000000040100000000";
    /** HEADERS that end the first stream, with a priority or without. */
    private static final Pattern REQUEST = Pattern.compile("\u0001[\u0005\u0025]\0\0\0\u0001");

    private final Calls calls = new Calls(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2));
    private final AtomicInteger asked = new AtomicInteger();
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();

    @BeforeAll
    static void warmUp() {
        Calls.warmUp();
    }

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void streamsAboveTheLastOneThatAGracefulGoAwayNamesAreSentAgain() throws Exception {
        serve(request -> {
            if (connections.size() > 1) {
                request.response().end("again");
            } else if (asked.get() == 4) {
                request.connection().goAway(0, 3);
            }
            if (request.response().streamId() <= 3) {
                calls.vertx.setTimer(100, late -> request.response().end("first"));
            }
        });
        List<CompletableFuture<Calls.Outcome>> all = IntStream.range(0, 20).mapToObj(i -> calls.send("act_" + i, "wbk"))
                .toList();
        List<String> bodies = all.stream().map(CompletableFuture::join).map(Calls.Outcome::body).toList();
        assertEquals(2, bodies.stream().filter("first"::equals).count(), bodies::toString);
        assertEquals(18, bodies.stream().filter("again"::equals).count(), bodies::toString);
    }

    @Test
    void aConnectionThatTakesNoFurtherStreamsIsClosedOnceItsStreamsHaveEnded() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        serve(request -> {
            request.connection().closeHandler(end -> closed.complete(null));
            request.connection().goAway(0, request.response().streamId());
            request.response().end("last");
        });
        assertEquals("last", calls.get("act_1").body());
        closed.get(5, TimeUnit.SECONDS);
    }

    @Test
    void aRefusedStreamIsSentAgainOnAnotherConnection() throws Exception {
        serve(request -> {
            if (connections.size() == 1) {
                request.response().reset(Http2Error.REFUSED_STREAM.code());
            } else {
                request.response().end("again");
            }
        });
        assertEquals("again", calls.get("act_1").body());
        assertEquals(2, asked.get());
    }

    @Test
    void aServerThatRefusesEveryStreamIsNotAskedWithoutEnd() throws Exception {
        serve(request -> request.response().reset(Http2Error.REFUSED_STREAM.code()));
        assertEquals(Cause.RESET, calls.get("act_1").failure().cause());
        assertEquals(6, asked.get());
    }

    @Test
    void aStreamThatIsResetOtherwiseIsNotSentAgain() throws Exception {
        serve(request -> request.response().reset(Http2Error.INTERNAL_ERROR.code()));
        assertEquals(Cause.RESET, calls.get("act_1").failure().cause());
        assertEquals(1, asked.get());
    }

    /** As behind a load balancer that lost its state. */
    @Test
    void aConnectionOnWhichAnAttemptTimedOutAndNothingCameIsNotUsedAgain() throws Exception {
        serve(request -> {
            if (asked.get() == 1 || connections.size() > 1) {
                request.response().end("fine");
            }
        });
        assertEquals("fine", calls.get("act_1").body());
        assertEquals(Cause.TIMEOUT, calls.get("act_2").failure().cause());
        Calls.Outcome again = calls.get("act_3");
        assertEquals("fine", again.body(), again::toString);
    }

    @Test
    void aConnectionOnWhichOneStreamIsSlowIsUsedAgain() throws Exception {
        serve(request -> {
            if (!request.path().endsWith("slow")) {
                request.response().end("fine");
            }
        });
        CompletableFuture<Calls.Outcome> slow = calls.send("slow", "wbk");
        TimeUnit.MILLISECONDS.sleep(Calls.ATTEMPT.toMillis() * 3 / 4);
        assertEquals("fine", calls.get("act_1").body());
        assertEquals(Cause.TIMEOUT, slow.join().failure().cause());
        assertEquals("fine", calls.get("act_2").body());
        assertEquals(1, connections.size());
    }

    /** In hexadecimal: length, type, flags, stream, payload. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = { "000000 01 05 00000001", // no status
            "000001 01 05 00000001 ff", // no header block
            "000009 01 05 00000001 4807 3233 3435 3637 38", // a status of seven digits
            "000005 00 01 00000001 6162636465", // a body without a head
            "000001 01 05 00000003 88", // a stream that is not open
            "ffffff 00 00 00000001", // a frame that is too large
            "485454502f312e31203430300d0a0d0a" }) // HTTP/1.1
    void aMalformedAnswerOfHttp2IsUnavailableWithTheBodyOrConnectionAsCause(String frames) throws Exception {
        answerWith(SETTINGS + frames.replace(" ", ""));
        Cause cause = calls.get("act_1").failure().cause();
        assertTrue(cause == Cause.BODY || cause == Cause.CLOSED, () -> "" + cause);
    }

    private void serve(Handler<HttpServerRequest> handler) throws Exception {
        HttpServer server = calls.vertx.createHttpServer(new HttpServerOptions().setHost("localhost"));
        listen(server.requestHandler(request -> {
            connections.add(request.connection());
            asked.incrementAndGet();
            handler.handle(request);
        }).listen(0).map(HttpServer::actualPort));
    }

    private void answerWith(String hexadecimal) throws Exception {
        listen(calls.vertx.createNetServer().connectHandler(socket -> answer(socket, hexadecimal)).listen(0, "localhost")
                .map(server -> server.actualPort()));
    }

    private static void answer(NetSocket socket, String hexadecimal) {
        byte[] sent = HexFormat.of().parseHex(hexadecimal);
        Buffer received = Buffer.buffer();
        socket.write(Buffer.buffer(sent).slice(0, SETTINGS.length() / 2));
        socket.handler(bytes -> {
            if (REQUEST.matcher(received.appendBuffer(bytes).toString(StandardCharsets.ISO_8859_1)).find()) {
                socket.write(Buffer.buffer(sent).slice(SETTINGS.length() / 2, sent.length));
            }
        });
    }

    private void listen(Future<Integer> port) throws Exception {
        calls.port = port.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
