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
 * Lets one request of a connection in at a time. The next request is decoded once the answer to the one ahead of it is written
 * and the connection is writable; bytes that arrive earlier stop the reading. Otherwise a client that pipelines fills the
 * memory with waiting requests, or with their answers.
 */
final class Http1RequestGate extends ChannelDuplexHandler {

    private final ByteToMessageDecoder decoder;
    private final ChannelHandlerContext decoderContext;
    private final RequestAccount account;
    private final Runnable beginQueuedRequest = this::beginQueuedRequest;
    /** Messages of requests that have to wait: bytes that came before the reading stopped may hold some. */
    private final Deque<Object> decodedMessages = new ArrayDeque<>(2);
    @SuppressWarnings("NullAway.Init") // once it is in a pipeline
    private ChannelHandlerContext context;

    private boolean receivingRequest;
    private boolean awaitingAnswer;
    private boolean closesAfterAnswer;
    private boolean isQueued;
    private boolean beginningQueued;
    private boolean stoppedReading;

    private Http1RequestGate(ChannelHandlerContext decoderContext, OverloadManager overload) {
        this.decoderContext = decoderContext;
        decoder = (ByteToMessageDecoder) decoderContext.handler();
        account = new RequestAccount(decoderContext, overload);
        decoder.setSingleDecode(true);
        decoder.setCumulator(account);
    }

    /** Installs a gate behind the codec, ahead of every handler that takes requests. */
    static void install(ChannelPipeline pipeline, OverloadManager overload) {
        pipeline.addAfter(pipeline.context(HttpResponseEncoder.class).name(), null,
                new Http1RequestGate(pipeline.context(HttpRequestDecoder.class), overload));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        account.messageDecoded();
        if (decodedMessages.isEmpty() && (!(message instanceof HttpRequest) || mayBeginRequest()
                && (beginningQueued || RequestScheduler.ofCurrentLoop().admitNewRequest(ctx.executor())))) {
            passOn(message);
        } else {
            decodedMessages.add(message);
        }
    }

    private boolean mayBeginRequest() {
        return !receivingRequest && !awaitingAnswer && !closesAfterAnswer && context.channel().isWritable();
    }

    private void passOn(Object message) {
        if (message instanceof HttpRequest request) {
            receivingRequest = true;
            awaitingAnswer = true;
            account.countHead(request);
            normalize(request.headers());
        }
        if (message instanceof HttpContent content) {
            receivingRequest = !(content instanceof LastHttpContent);
            account.countContent(content, !awaitingAnswer);
        }
        context.fireChannelRead(message);
    }

    /** Vert.x knows {@code close} only as the whole value; an upgrade to HTTP/2 (not in RFC 9113) would bypass this gate. */
    private static void normalize(HttpHeaders headers) {
        if (headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        headers.remove(HttpHeaderNames.UPGRADE);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        while (receivingRequest && account.mayHoldMessage()) {
            decodeNextMessage();
        }
        account.update();
        if (!decodedMessages.isEmpty() || account.mayHoldMessage()) {
            stopReading();
        }
        enqueue();
        ctx.fireChannelReadComplete();
    }

    private void decodeNextMessage() throws Exception {
        decoder.channelRead(decoderContext, Unpooled.EMPTY_BUFFER);
    }

    private void stopReading() {
        if (context.channel().config().isAutoRead()) {
            stoppedReading = true;
            context.channel().config().setAutoRead(false);
        }
    }

    private void enqueue() {
        if (!isQueued && mayBeginRequest() && (!decodedMessages.isEmpty() || account.mayHoldMessage())) {
            isQueued = true;
            RequestScheduler.ofCurrentLoop().enqueue(context.executor(), beginQueuedRequest);
        }
    }

    private void beginQueuedRequest() {
        isQueued = false;
        if (!mayBeginRequest()) {
            return;
        }
        if (stoppedReading) { // resume reading first: a handler of the request may pause it again
            stoppedReading = false;
            context.channel().config().setAutoRead(true);
        }
        try {
            if (decodedMessages.isEmpty()) {
                beginningQueued = true;
                decodeNextMessage();
                beginningQueued = false;
            } else {
                do {
                    passOn(decodedMessages.remove());
                } while (receivingRequest && !decodedMessages.isEmpty());
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
            closesAfterAnswer |= !informs && !HttpUtil.isKeepAlive(response);
        }
        ctx.write(message, promise);
        if (message instanceof LastHttpContent && !informs) {
            awaitingAnswer = false;
            account.clear();
            enqueue();
        }
    }

    /** Flushes first: behind a malformed chunk, Vert.x closes the connection in the call that has written the answer. */
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
        closesAfterAnswer = true; // the scheduler may still run beginQueuedRequest
        decodedMessages.forEach(ReferenceCountUtil::release);
        decodedMessages.clear();
        account.close();
    }
}
