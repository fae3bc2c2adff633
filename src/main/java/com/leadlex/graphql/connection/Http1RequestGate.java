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
 * Lets one request of a connection in at a time. The next request is decoded once the answer to the request ahead is written
 * and the connection is writable; bytes that arrive earlier stop the reading.
 * Otherwise a client that pipelines fills the memory with waiting requests, or with their answers.
 */
final class Http1RequestGate extends ChannelDuplexHandler {

    private final ByteToMessageDecoder requestDecoder;
    private final ChannelHandlerContext decoderContext;
    private final RequestAccount requestAccount;
    private final Runnable beginQueuedRequest = this::beginQueuedRequest;
    /** Decoded messages of requests that have to wait: bytes received before reading stopped may contain several requests. */
    private final Deque<Object> decodedMessages = new ArrayDeque<>(2);
    @SuppressWarnings("NullAway.Init") // set once the gate is in a pipeline
    private ChannelHandlerContext context;

    private boolean isReceivingRequest;
    private boolean isAwaitingAnswer;
    private boolean closesAfterAnswer;
    private boolean isRequestQueued;
    private boolean isBeginningQueuedRequest;
    private boolean hasStoppedReading;

    private Http1RequestGate(ChannelHandlerContext decoderContext, OverloadManager overloadManager) {
        this.decoderContext = decoderContext;
        requestDecoder = (ByteToMessageDecoder) decoderContext.handler();
        requestAccount = new RequestAccount(decoderContext, overloadManager);
        requestDecoder.setSingleDecode(true);
        requestDecoder.setCumulator(requestAccount);
    }

    /** Installs a gate behind the codec, ahead of every handler that takes requests. */
    static void install(ChannelPipeline pipeline, OverloadManager overloadManager) {
        pipeline.addAfter(pipeline.context(HttpResponseEncoder.class).name(), null,
                new Http1RequestGate(pipeline.context(HttpRequestDecoder.class), overloadManager));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        requestAccount.countDecodedMessage();
        if (decodedMessages.isEmpty() && (!(message instanceof HttpRequest) || mayBeginRequest()
                && (isBeginningQueuedRequest || RequestScheduler.ofCurrentLoop().admitNewRequest(ctx.executor())))) {
            passOnMessage(message);
        } else {
            decodedMessages.add(message);
        }
    }

    private boolean mayBeginRequest() {
        return !isReceivingRequest && !isAwaitingAnswer && !closesAfterAnswer && context.channel().isWritable();
    }

    private void passOnMessage(Object message) {
        if (message instanceof HttpRequest request) {
            isReceivingRequest = true;
            isAwaitingAnswer = true;
            requestAccount.countHead(request);
            normalizeHeaders(request.headers());
        }
        if (message instanceof HttpContent content) {
            isReceivingRequest = !(content instanceof LastHttpContent);
            requestAccount.countContent(content, !isAwaitingAnswer);
        }
        context.fireChannelRead(message);
    }

    /** Makes {@code close} the whole value, as Vert.x needs it; removes upgrades to HTTP/2, which would bypass this gate. */
    private static void normalizeHeaders(HttpHeaders headers) {
        if (headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        headers.remove(HttpHeaderNames.UPGRADE);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        while (isReceivingRequest && requestAccount.mayHoldNextMessage()) {
            decodeNextMessage();
        }
        requestAccount.updateBytes();
        if (!decodedMessages.isEmpty() || requestAccount.mayHoldNextMessage()) {
            stopReading();
        }
        enqueueIfReady();
        ctx.fireChannelReadComplete();
    }

    private void decodeNextMessage() throws Exception {
        requestDecoder.channelRead(decoderContext, Unpooled.EMPTY_BUFFER);
    }

    private void stopReading() {
        if (context.channel().config().isAutoRead()) {
            hasStoppedReading = true;
            context.channel().config().setAutoRead(false);
        }
    }

    private void enqueueIfReady() {
        if (!isRequestQueued && mayBeginRequest() && (!decodedMessages.isEmpty() || requestAccount.mayHoldNextMessage())) {
            isRequestQueued = true;
            RequestScheduler.ofCurrentLoop().enqueue(context.executor(), beginQueuedRequest);
        }
    }

    private void beginQueuedRequest() {
        isRequestQueued = false;
        if (!mayBeginRequest()) {
            return;
        }
        if (hasStoppedReading) { // resume reading first: a handler of the request may pause it again
            hasStoppedReading = false;
            context.channel().config().setAutoRead(true);
        }
        try {
            if (decodedMessages.isEmpty()) {
                isBeginningQueuedRequest = true;
                try {
                    decodeNextMessage();
                } finally {
                    isBeginningQueuedRequest = false;
                }
            } else {
                do {
                    passOnMessage(decodedMessages.remove());
                } while (isReceivingRequest && !decodedMessages.isEmpty());
            }
            channelReadComplete(context);
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean isInformational = false;
        if (message instanceof HttpResponse response) {
            isInformational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            closesAfterAnswer |= !isInformational && !HttpUtil.isKeepAlive(response);
        }
        ctx.write(message, promise);
        if (message instanceof LastHttpContent && !isInformational) {
            isAwaitingAnswer = false;
            requestAccount.clearRequest();
            enqueueIfReady();
        }
    }

    /** Flushes before it closes: after a malformed chunk, Vert.x closes the connection in the call that wrote the answer. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        ctx.flush();
        ctx.close(promise);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        enqueueIfReady();
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
        requestAccount.close();
    }
}
