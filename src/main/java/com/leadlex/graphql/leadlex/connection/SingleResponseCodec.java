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
 * HTTP/1.1 for one connection to Leadlex, on which nothing but exactly one whole, final response may come to each request.
 * Connections are shared by keys: where more comes, a response could reach another key than the one that it was written for.
 * So such a connection is closed and never used again.
 */
final class SingleResponseCodec extends CombinedChannelDuplexHandler<HttpResponseDecoder, HttpRequestEncoder> {

    private static final long LONGEST_REST_SECONDS = 60;

    private final Http1Exchange exchange;
    private final HttpConnection connection;
    private final long maxBytes;
    private final KeyAffinity affinity = new KeyAffinity();
    private boolean used;
    private boolean reading;
    /** True from a request to the end of its final response. */
    private boolean awaited;
    /** Of the response that is read, or the last one; 0 before its head. */
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
            // The response before is still being passed on; the check of what follows it has to wait for that.
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
        try {
            super.write(context, request, promise);
        } catch (Exception e) {
            promise.tryFailure(e);
        }
    }

    /** Vert.x reports a write that failed to nobody. */
    private static void fail(ChannelHandlerContext context, ChannelPromise promise, Exception failure) {
        context.fireExceptionCaught(failure);
        promise.tryFailure(failure);
    }

    /**
     * Reads what has come since the last response, or that Leadlex has closed the connection, before anything that comes could
     * pass for the response to this request.
     */
    private static void readPending(ChannelHandlerContext context) {
        if (context.channel().unsafe() instanceof AbstractNioChannel.NioUnsafe socket) {
            socket.read();
        }
    }

    /**
     * Reads the one final response to one request. Informational ones before it are skipped, known or not (RFC 9110, section
     * 15.2): Vert.x takes each but 100 and 103 for the final one. A {@code 101} is none of them, since nothing here asks to
     * switch. Bodies are counted here, on the connection's event loop: a request may wait on another one, where pieces pile up.
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
                    read.clear(); // it has no body: its head and its end are all there is of it
                    return;
                }
                status = head.status().code();
                exchange.account().open(new ResponseAccount.Head(status, head.headers()::getAll), maxBytes);
            }
            boolean isWhole = read.get(read.size() - 1) instanceof LastHttpContent;
            for (Object message : read) {
                if (isInBody() && message instanceof HttpContent content
                        && !exchange.account().take(content.content().readableBytes())) {
                    cutOff(context);
                    read.forEach(ReferenceCountUtil::release);
                    read.clear();
                    return;
                }
            }
            if (isWhole) {
                awaited = false;
                if (status < 200 || in.isReadable()) {
                    // Closes the connection as soon as the response has ended, before the pool can reuse it.
                    connection.shutdown(LONGEST_REST_SECONDS, TimeUnit.SECONDS);
                }
            }
        }

        /** Vert.x closes the connection after the failure. Until then, which may take a while, nothing more is read. */
        private void cutOff(ChannelHandlerContext context) {
            context.channel().config().setAutoRead(false);
            context.pipeline().fireExceptionCaught(new NetworkFailure.Ended("The response is too large"));
            awaited = false;
        }
    }
}
