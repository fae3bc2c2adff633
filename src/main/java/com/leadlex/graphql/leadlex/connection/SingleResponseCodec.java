package com.leadlex.graphql.leadlex.connection;

import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;

/**
 * HTTP/1.1 for one connection to Leadlex, which accepts exactly one whole, final response to each request. Keys share
 * connections: after a surplus byte, the next response could reach the wrong key, so the connection is closed, not reused.
 */
final class SingleResponseCodec extends CombinedChannelDuplexHandler<HttpResponseDecoder, HttpRequestEncoder> {

    private static final long MAX_SHUTDOWN_SECONDS = 60;
    /** The limit of informational responses to one request: one or two are usual, and each costs time. */
    static final int MAX_INFORMATIONAL_RESPONSES = 16;

    private final Http1Exchange exchange;
    private final HttpConnection connection;
    private final long maxBodyBytes;
    private final KeyAffinity keyAffinity = new KeyAffinity();
    private int informationalCount;
    private boolean hasSentRequest;
    private boolean isDecoding;
    /** True from a request to the end of its final response. */
    private boolean isResponseAwaited;
    /** The status of the current or last response; 0 until the head of the current response has come. */
    private int responseStatus;

    /** @param maxBodyBytes the limit of one response's body */
    SingleResponseCodec(Http1Exchange exchange, HttpConnection connection, HttpDecoderConfig decoderConfig, long maxBodyBytes) {
        this.exchange = exchange;
        this.connection = connection;
        this.maxBodyBytes = maxBodyBytes;
        init(new Decoder(decoderConfig), new HttpRequestEncoder());
    }

    boolean isReadingBody() {
        return isResponseAwaited && responseStatus > 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (!isResponseAwaited) {
            ReferenceCountUtil.release(message);
            connection.close();
            return;
        }
        isDecoding = true;
        try {
            super.channelRead(context, message);
        } finally {
            isDecoding = false;
        }
    }

    /** Takes a request as one message, since every request is a GET without a body. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (!(message instanceof HttpRequest request)) {
            super.write(context, message, promise);
        } else if (isDecoding) {
            // The end of the previous response is still being decoded; surplus bytes can be checked only afterwards.
            context.executor().execute(() -> {
                sendRequest(context, request, promise);
                context.flush();
            });
        } else {
            sendRequest(context, request, promise);
        }
    }

    private void sendRequest(ChannelHandlerContext context, HttpRequest request, ChannelPromise promise) {
        if (HttpStatusClass.CLIENT_ERROR.contains(responseStatus)) {
            keyAffinity.reserveForLastKey();
        }
        if (isResponseAwaited || exchange.isSilent()
                || !keyAffinity.admitRequest(exchange.currentAccount().key, request.uri())) {
            connection.close();
        } else if (hasSentRequest) {
            readPendingBytes(context);
        }
        if (!context.channel().isActive()) {
            ReferenceCountUtil.release(request);
            reportWriteFailure(context, promise,
                    hasSentRequest ? NetworkFailure.REQUEST_NOT_SENT : new ClosedChannelException());
            return;
        }
        hasSentRequest = true;
        isResponseAwaited = true;
        responseStatus = 0;
        informationalCount = 0;
        try {
            super.write(context, request, promise);
        } catch (Exception e) {
            promise.tryFailure(e);
        }
    }

    /** Reports a failed write as a failure of the connection, too, because Vert.x ignores failed writes. */
    private static void reportWriteFailure(ChannelHandlerContext context, ChannelPromise promise, Exception failure) {
        context.fireExceptionCaught(failure);
        promise.tryFailure(failure);
    }

    /**
     * Reads what came after the last response, surplus bytes or the close of the connection,
     * before it could be taken for the response to the next request.
     */
    private static void readPendingBytes(ChannelHandlerContext context) {
        if (context.channel().unsafe() instanceof AbstractNioChannel.NioUnsafe socket) {
            socket.read();
        }
    }

    /**
     * Decodes the final response to one request.
     * Skips informational responses (RFC 9110, section 15.2): Vert.x takes all but 100 and 103 for the final response.
     * A 101 counts as final, since no request asks for an upgrade.
     * Counts bodies on the event loop of the connection, because chunks pile up on the way to a request on another event loop.
     */
    private final class Decoder extends HttpResponseDecoder {

        Decoder(HttpDecoderConfig decoderConfig) {
            super(decoderConfig);
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf input, List<Object> decodedMessages) throws Exception {
            if (!isResponseAwaited) {
                input.skipBytes(input.readableBytes());
                return;
            }
            int firstNewIndex = decodedMessages.size();
            super.decode(context, input, decodedMessages);
            List<Object> newMessages = decodedMessages.subList(firstNewIndex, decodedMessages.size());
            if (newMessages.isEmpty()) {
                return;
            }
            if (newMessages.get(0) instanceof HttpResponse head && head.decoderResult().isSuccess()) {
                if (head.status().codeClass() == HttpStatusClass.INFORMATIONAL && head.status().code() != 101) {
                    newMessages.clear(); // an informational response has no body
                    if (++informationalCount > MAX_INFORMATIONAL_RESPONSES) {
                        cutOffResponse(context, "Too many informational responses");
                    }
                    return;
                }
                responseStatus = head.status().code();
                exchange.currentAccount()
                        .beginBody(new ResponseAccount.Head(responseStatus, head.headers()::getAll), maxBodyBytes);
            }
            boolean isResponseComplete = newMessages.get(newMessages.size() - 1) instanceof LastHttpContent;
            for (Object message : newMessages) {
                if (isReadingBody() && message instanceof HttpContent content
                        && !exchange.currentAccount().takeChunk(content.content().readableBytes())) {
                    cutOffResponse(context, "The response is too large");
                    newMessages.forEach(ReferenceCountUtil::release);
                    newMessages.clear();
                    return;
                }
            }
            if (isResponseComplete) {
                isResponseAwaited = false;
                if (responseStatus < 200 || input.isReadable()) {
                    // Closes the connection at the end of the response, before the pool can reuse it.
                    connection.shutdown(MAX_SHUTDOWN_SECONDS, TimeUnit.SECONDS);
                }
            }
        }

        /** Stops reading and fails the response; Vert.x closes the connection a few turns of the event loop later. */
        private void cutOffResponse(ChannelHandlerContext context, String reason) {
            context.channel().config().setAutoRead(false);
            context.pipeline().fireExceptionCaught(new NetworkFailure.EndedByService(reason));
            isResponseAwaited = false;
        }
    }
}
