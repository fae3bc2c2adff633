package com.leadlex.graphql.connection;

import java.util.ArrayDeque;
import java.util.Deque;

import com.leadlex.graphql.memory.OverloadManager;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Lets one request of a connection in at a time. The next one is not decoded before the answer to the one ahead of it is
 * written, nor while the connection is not writable; what comes meanwhile stops the reading. Otherwise a client that pipelines
 * fills the memory with requests that wait, or with their answers.
 */
final class Http1RequestGate extends ChannelDuplexHandler {

    private final ByteToMessageDecoder decoder;
    private final ChannelHandlerContext decoderContext;
    private final RequestAccount account;
    private final Runnable beginQueued = this::beginQueued;
    /** Of requests that have to wait; bytes that came before the reading stopped may hold some. */
    private final Deque<Object> decoded = new ArrayDeque<>(2);
    @SuppressWarnings("NullAway.Init") // once it is in a pipeline
    private ChannelHandlerContext context;

    private boolean receiving;
    private boolean answering;
    private boolean closing;
    private boolean queued;
    private boolean admitted;
    private boolean stoppedReading;

    private Http1RequestGate(ChannelHandlerContext decoderContext, OverloadManager overload) {
        this.decoderContext = decoderContext;
        decoder = (ByteToMessageDecoder) decoderContext.handler();
        account = new RequestAccount(decoderContext, overload);
        decoder.setSingleDecode(true);
        decoder.setCumulator(account);
    }

    /** Behind the codec, ahead of everything that takes requests. */
    static void install(ChannelPipeline pipeline, OverloadManager overload) {
        pipeline.addAfter(pipeline.context(HttpResponseEncoder.class).name(), null,
                new Http1RequestGate(pipeline.context(HttpRequestDecoder.class), overload));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        account.decoded();
        if (decoded.isEmpty() && (!(message instanceof HttpRequest) || mayBegin()
                && (admitted || RequestScheduler.get().admit(ctx.executor())))) {
            pass(message);
        } else {
            decoded.add(message);
        }
    }

    private boolean mayBegin() {
        return !receiving && !answering && !closing && context.channel().isWritable();
    }

    private void pass(Object message) {
        if (message instanceof HttpRequest request) {
            receiving = true;
            answering = true;
            account.head(request);
            normalize(request.headers());
        }
        if (message instanceof HttpContent content) {
            receiving = !(content instanceof LastHttpContent);
            account.content(content, !answering);
        }
        context.fireChannelRead(message);
    }

    /** Vert.x looks for {@code close} alone; it would upgrade to HTTP/2 without this gate, which RFC 9113 no longer has. */
    private static void normalize(HttpHeaders headers) {
        if (headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        headers.remove(HttpHeaderNames.UPGRADE);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        while (receiving && account.isDecodable()) {
            decode();
        }
        account.update();
        if (!decoded.isEmpty() || account.isDecodable()) {
            stopReading();
        }
        enqueue();
        ctx.fireChannelReadComplete();
    }

    private void decode() throws Exception {
        decoder.channelRead(decoderContext, Unpooled.EMPTY_BUFFER);
    }

    private void stopReading() {
        if (context.channel().config().isAutoRead()) {
            stoppedReading = true;
            context.channel().config().setAutoRead(false);
        }
    }

    private void enqueue() {
        if (!queued && mayBegin() && (!decoded.isEmpty() || account.isDecodable())) {
            queued = true;
            RequestScheduler.get().enqueue(context.executor(), beginQueued);
        }
    }

    private void beginQueued() {
        queued = false;
        if (!mayBegin()) {
            return;
        }
        if (stoppedReading) { // first: a handler that takes the request may stop it again
            stoppedReading = false;
            context.channel().config().setAutoRead(true);
        }
        try {
            if (decoded.isEmpty()) {
                admitted = true;
                decode();
                admitted = false;
            } else {
                do {
                    pass(decoded.remove());
                } while (receiving && !decoded.isEmpty());
            }
            channelReadComplete(context);
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean informs = false;
        if (message instanceof HttpResponse response) {
            informs = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            closing |= !informs && !HttpUtil.isKeepAlive(response);
        }
        ctx.write(message, promise);
        if (message instanceof LastHttpContent && !informs) {
            answering = false;
            account.answered();
            enqueue();
        }
    }

    /** Sends what was written before: Vert.x closes the connection behind a malformed chunk in the call that reads it. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        ctx.flush();
        ctx.close(promise);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        enqueue();
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        closing = true; // it may still be queued
        decoded.forEach(ReferenceCountUtil::release);
        decoded.clear();
        account.close();
    }
}
