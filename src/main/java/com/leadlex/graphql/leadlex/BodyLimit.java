package com.leadlex.graphql.leadlex;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.Failure;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;

/**
 * Counts the body of an answer of HTTP/1.1, decompressed, where it comes in. The request may wait on another event loop than
 * its connection has: what is counted there only, piles up before it is. Of a body that is cut off, nothing more is passed on.
 */
final class BodyLimit extends ChannelInboundHandlerAdapter {

    private final long maxBytes;
    private volatile @Nullable Intake intake;
    private @Nullable HttpResponse head;
    private long left;
    private boolean cut;

    /** @param maxBytes of one body */
    BodyLimit(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The next answer is that to the request which is begun on the current context. */
    void await() {
        intake = Intake.current();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse begun) {
            head = begun;
            left = maxBytes;
        }
        TooLarge tooLarge = !cut && message instanceof HttpContent content ? count(content.content().readableBytes()) : null;
        cut |= tooLarge != null;
        if (!cut) {
            context.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        if (tooLarge != null) {
            context.fireExceptionCaught(tooLarge); // Vert.x fails the request with it, and closes the connection
        }
    }

    private @Nullable TooLarge count(int bytes) {
        HttpResponse of = head;
        if (of == null) {
            return null;
        }
        Intake counted = intake;
        left -= bytes;
        Failure full = left < 0 ? Failure.invalidResponse(of.status().code()) : counted == null ? null : counted.take(bytes);
        if (full == null) {
            return null;
        }
        TooLarge tooLarge = new TooLarge(new AnswerHead(of.status().code(), of.headers()::getAll), full);
        if (counted != null) {
            counted.cut(tooLarge);
        }
        return tooLarge;
    }
}
