package com.leadlex.graphql.connection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.memory.OverloadManager;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.FastThreadLocal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One request of a connection at a time, in order, and no bytes read beyond those that wait. */
class Http1RequestGateTest {

    private static final int LIMIT = 1 << 20;

    private final List<String> begun = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private final OverloadManager overload = new OverloadManager(LIMIT);
    private EmbeddedChannel channel;
    private ChannelHandlerContext service;
    private boolean answersAtOnce;

    @BeforeEach
    void connect() {
        FastThreadLocal.removeAll(); // and with it the event loop's scheduler
        channel = open();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    /** All connections are of the first one's event loop. */
    private final class OfOneLoop extends EmbeddedChannel {

        OfOneLoop(ChannelHandler... handlers) {
            super(handlers);
        }

        @Override
        public EventLoop eventLoop() {
            return channel == null || channel == this ? super.eventLoop() : channel.eventLoop();
        }
    }

    private EmbeddedChannel open() {
        EmbeddedChannel opened = new OfOneLoop(new HttpRequestDecoder(), new HttpResponseEncoder(),
                new ChannelInboundHandlerAdapter() {

                    private final StringBuilder body = new StringBuilder();

                    @Override
                    public void handlerAdded(ChannelHandlerContext ctx) {
                        service = ctx;
                    }

                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object message) {
                        if (message instanceof HttpRequest request) {
                            begun.add(request.uri());
                            if (answersAtOnce) {
                                answer();
                            }
                        }
                        if (message instanceof HttpContent content) {
                            body.append(content.content().toString(StandardCharsets.US_ASCII));
                            content.release();
                            if (message instanceof LastHttpContent) {
                                bodies.add(body.toString());
                                body.setLength(0);
                            }
                        }
                    }
                });
        Http1RequestGate.install(opened.pipeline(), overload);
        return opened;
    }

    private void receive(String text) {
        receive(channel, text);
    }

    private static void receive(EmbeddedChannel by, String text) {
        by.writeInbound(bytes(text));
    }

    private static ByteBuf bytes(String text) {
        ByteBuf bytes = PooledByteBufAllocator.DEFAULT.buffer();
        bytes.writeCharSequence(text, StandardCharsets.US_ASCII);
        return bytes;
    }

    private void answer() {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        HttpUtil.setContentLength(response, 0);
        service.writeAndFlush(response);
    }

    private static String get(int number) {
        return "GET /" + number + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private static String post(int number, String body) {
        return "POST /" + number + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void theNextRequestWaitsForTheAnswerAndStopsTheReading() {
        receive(get(1) + get(2) + get(3));
        assertEquals(List.of("/1"), begun);
        assertFalse(channel.config().isAutoRead());
        answer();
        channel.runPendingTasks();
        assertEquals(List.of("/1", "/2"), begun);
        answer();
        channel.runPendingTasks();
        assertEquals(List.of("/1", "/2", "/3"), begun);
        assertTrue(channel.config().isAutoRead(), "all is read");
    }

    @Test
    void readingContinuesWhileASingleRequestIsAnswered() {
        receive(get(1));
        assertTrue(channel.config().isAutoRead(), "a client that closes is noticed");
    }

    @Test
    void theNextRequestWaitsUntilTheConnectionIsWritable() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
        receive(get(1) + get(2));
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        channel.runPendingTasks();
        answer();
        channel.runPendingTasks();
        assertEquals(List.of("/1"), begun);
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        channel.runPendingTasks();
        assertEquals(List.of("/1", "/2"), begun);
    }

    @Test
    void nothingFollowsTheLastAnswer() {
        receive(get(1) + get(2));
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST);
        HttpUtil.setContentLength(response, 0);
        HttpUtil.setKeepAlive(response, false);
        service.writeAndFlush(response);
        channel.runPendingTasks();
        assertEquals(List.of("/1"), begun);
    }

    @Test
    void anInformationalAnswerIsNotTheAnswer() {
        receive("POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n");
        service.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        receive("{}" + get(2));
        channel.runPendingTasks();
        assertEquals(List.of("/1"), begun);
        answer();
        channel.runPendingTasks();
        assertEquals(List.of("/1", "/2"), begun);
        assertEquals("{}", bodies.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = { "close, x", "x,close", "Close" })
    void closeAmongOtherOptionsIsClose(String value) {
        List<String> seen = new ArrayList<>();
        channel.pipeline().addAfter(channel.pipeline().context(Http1RequestGate.class).name(), null,
                new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object message) {
                        if (message instanceof HttpRequest request) {
                            seen.addAll(request.headers().getAll(HttpHeaderNames.CONNECTION));
                            seen.addAll(request.headers().getAll(HttpHeaderNames.UPGRADE));
                        }
                        ctx.fireChannelRead(message);
                    }
                });
        receive("GET / HTTP/1.1\r\nHost: x\r\nConnection: " + value + "\r\nUpgrade: h2c\r\n\r\n");
        assertEquals(List.of("close"), seen);
    }

    /** However the bytes are cut, and whenever the answers come. */
    @Test
    void eachRequestComesWholeAndInOrder() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        StringBuilder sent = new StringBuilder();
        List<String> expected = new ArrayList<>();
        List<String> expectedBodies = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String body = random.nextInt(3) == 0 ? ""
                    : "\r\n\r\n".repeat(random.nextInt(4)) + "b".repeat(random.nextInt(20_000));
            int kind = body.isEmpty() ? 0 : 1 + random.nextInt(2);
            sent.append(switch (kind) {
                case 0 -> get(i);
                case 1 -> post(i, body);
                default -> "POST /" + i + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
            });
            expected.add("/" + i);
            expectedBodies.add(body);
        }
        int answered = 0;
        for (int at = 0; at < sent.length() || answered < expected.size();) {
            if (at < sent.length() && channel.config().isAutoRead()) {
                int length = Math.min(sent.length() - at, 1 + random.nextInt(random.nextBoolean() ? 50 : 8_000));
                receive(sent.substring(at, at + length));
                at += length;
            }
            assertTrue(begun.size() <= answered + 1, "seed " + seed);
            if (bodies.size() > answered && random.nextBoolean()) {
                answered++;
                answer();
            }
            channel.runPendingTasks();
        }
        assertEquals(expected, begun, "seed " + seed);
        assertEquals(expectedBodies, bodies, "seed " + seed);
    }

    /**
     * A head of short lines takes many times its bytes; where such heads take too much together, the connections are closed.
     */
    @ParameterizedTest
    @ValueSource(strings = { "GET / HTTP/1.1\r\n", "GET /1 HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" })
    void headsAndTrailersThatStopHalfWayAreBounded(String start) {
        answersAtOnce = true;
        List<EmbeddedChannel> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            EmbeddedChannel each = open();
            all.add(each);
            receive(each, start + "a:\r\n".repeat(1_500));
            channel.runPendingTasks();
        }
        long open = all.stream().filter(EmbeddedChannel::isOpen).count();
        assertTrue(open > 0 && open <= LIMIT / (1_500 * 144), open + " are open");
        all.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    @Test
    void bodiesThatStopHalfWayAreBounded() {
        List<EmbeddedChannel> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            EmbeddedChannel each = open();
            all.add(each);
            receive(each, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + "b".repeat(50_000));
            channel.runPendingTasks();
        }
        long open = all.stream().filter(EmbeddedChannel::isOpen).count();
        assertTrue(open > 0 && open <= LIMIT / 100_000, open + " are open");
        all.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    @Test
    void anEventLoopBeginsAShareOfTheRequestsPerIteration() {
        answersAtOnce = true;
        List<EmbeddedChannel> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(open());
            all.get(i).pipeline().fireChannelRead(bytes(get(1) + get(2))).fireChannelReadComplete();
        }
        assertTrue(begun.size() <= 64, begun.size() + " began before the event loop came to its tasks");
        int before = begun.size();
        channel.runPendingTasks();
        assertTrue(begun.size() <= before + 64, begun.size() - before + " began in one iteration");
        EmbeddedChannel other = open();
        begun.clear();
        receive(other, get(3));
        assertEquals(List.of("/3"), begun, "a new request does not queue behind the others");
        all.forEach(EmbeddedChannel::finishAndReleaseAll);
        other.finishAndReleaseAll();
    }
}
