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
 * connections: with any surplus byte a response could reach another key than the one it was written for, so the connection is
 * closed and never reused.
 */
final class SingleResponseCodec extends CombinedChannelDuplexHandler<HttpResponseDecoder, HttpRequestEncoder> {

    private static final long MAX_SHUTDOWN_SECONDS = 60;
    /** Informational responses to one request: one or two are usual, and each costs time. */
    static final int MAX_INFORMATIONAL = 16;

    private final Http1Exchange exchange;
    private final HttpConnection connection;
    private final long maxBytes;
    private final KeyAffinity affinity = new KeyAffinity();
    private int informational;
    private boolean used;
    private boolean reading;
    /** True from a request to the end of its final response. */
    private boolean awaited;
    /** The status of the current or last response; 0 before its head has come. */
    private int status;

    /** @param maxBytes of one body */
    SingleResponseCodec(Http1Exchange exchange, HttpConnection connection, HttpDecoderConfig config, long maxBytes) {
        this.exchange = exchange;
        this.connection = connection;
        this.maxBytes = maxBytes;
        init(new Decoder(config), new HttpRequestEncoder());
    }

    boolean isInBody() {
        return awaited && status > 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (!awaited) {
            ReferenceCountUtil.release(message);
            connection.close();
            return;
        }
        reading = true;
        try {
            super.channelRead(context, message);
        } finally {
            reading = false;
        }
    }

    /** Every request is a GET, which is one message. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (!(message instanceof HttpRequest request)) {
            super.write(context, message, promise);
        } else if (reading) {
            // The previous response is still being passed on; the check for surplus bytes has to wait until then.
            context.executor().execute(() -> {
                send(context, request, promise);
                context.flush();
            });
        } else {
            send(context, request, promise);
        }
    }

    private void send(ChannelHandlerContext context, HttpRequest request, ChannelPromise promise) {
        if (HttpStatusClass.CLIENT_ERROR.contains(status)) {
            affinity.refused();
        }
        if (awaited || exchange.isSilent() || !affinity.admits(exchange.account().key, request.uri())) {
            connection.close();
        } else if (used) {
            readPending(context);
        }
        if (!context.channel().isActive()) {
            ReferenceCountUtil.release(request);
            fail(context, promise, used ? NetworkFailure.NOT_SENT : new ClosedChannelException());
            return;
        }
        used = true;
        awaited = true;
        status = 0;
        informational = 0;
        try {
            super.write(context, request, promise);
        } catch (Exception e) {
            promise.tryFailure(e);
        }
    }

    /** Reports the failure as one of the connection, too, because Vert.x ignores failed writes. */
    private static void fail(ChannelHandlerContext context, ChannelPromise promise, Exception failure) {
        context.fireExceptionCaught(failure);
        promise.tryFailure(failure);
    }

    /**
     * Reads surplus bytes, or the close of the connection, that came after the last response, before they could pass for the
     * response to this request.
     */
    private static void readPending(ChannelHandlerContext context) {
        if (context.channel().unsafe() instanceof AbstractNioChannel.NioUnsafe socket) {
            socket.read();
        }
    }

    /**
     * Decodes the final response to one request. It skips informational responses before it, known or not (RFC 9110, section
     * 15.2), of which Vert.x takes all but 100 and 103 for the final one; a 101 counts as final, since no request asks for an
     * upgrade. It counts bodies on the connection's event loop, because pieces pile up on the way to a request on another loop.
     */
    private final class Decoder extends HttpResponseDecoder {

        Decoder(HttpDecoderConfig config) {
            super(config);
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
            if (!awaited) {
                in.skipBytes(in.readableBytes());
                return;
            }
            int known = out.size();
            super.decode(context, in, out);
            List<Object> read = out.subList(known, out.size());
            if (read.isEmpty()) {
                return;
            }
            if (read.get(0) instanceof HttpResponse head && head.decoderResult().isSuccess()) {
                if (head.status().codeClass() == HttpStatusClass.INFORMATIONAL && head.status().code() != 101) {
                    read.clear(); // an informational response has no body
                    if (++informational > MAX_INFORMATIONAL) {
                        cutOff(context, "Too many informational responses");
                    }
                    return;
                }
                status = head.status().code();
                exchange.account().open(new ResponseAccount.Head(status, head.headers()::getAll), maxBytes);
            }
            boolean isWhole = read.get(read.size() - 1) instanceof LastHttpContent;
            for (Object message : read) {
                if (isInBody() && message instanceof HttpContent content
                        && !exchange.account().take(content.content().readableBytes())) {
                    cutOff(context, "The response is too large");
                    read.forEach(ReferenceCountUtil::release);
                    read.clear();
                    return;
                }
            }
            if (isWhole) {
                awaited = false;
                if (status < 200 || in.isReadable()) {
                    // Closes the connection at the end of the response, before the pool can reuse it.
                    connection.shutdown(MAX_SHUTDOWN_SECONDS, TimeUnit.SECONDS);
                }
            }
        }

        /** Stops reading and fails the response; Vert.x closes the connection some turns of the event loop later. */
        private void cutOff(ChannelHandlerContext context, String why) {
            context.channel().config().setAutoRead(false);
            context.pipeline().fireExceptionCaught(new NetworkFailure.Ended(why));
            awaited = false;
        }
    }
}
