package com.leadlex.graphql.leadlex.connection;

import org.jspecify.annotations.Nullable;

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

    /** A buffer may be so many times as large as what is in it. */
    private static final int MOST_ROOM = 8;
    private static final int SMALL = 128;

    private final long maxBytes;
    private volatile @Nullable Intake intake;
    private @Nullable BodyCount count;

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
        BodyCount counted = count;
        if (message instanceof HttpResponse begun && begun.decoderResult().isSuccess()
                && (counted == null || !counted.isCut())) {
            counted = begin(begun);
        }
        TooLarge tooLarge = counted != null && message instanceof HttpContent content
                ? counted.add(content.content().readableBytes())
                : null;
        if (counted == null || !counted.isCut()) {
            context.fireChannelRead(withoutRoom(message));
            return;
        }
        ReferenceCountUtil.release(message);
        if (tooLarge != null) {
            fail(context, tooLarge);
        }
    }

    /** Vert.x fails the request with it, and closes the connection. Until then, which may take a while, nothing is read. */
    static void fail(ChannelHandlerContext context, TooLarge tooLarge) {
        context.channel().config().setAutoRead(false);
        context.fireExceptionCaught(tooLarge);
    }

    /**
     * Of gzip that was made of many pieces, the decompressor makes room for all that is left with each: for a byte, perhaps.
     */
    private static Object withoutRoom(Object message) {
        if (message instanceof HttpContent content
                && content.content().capacity() > MOST_ROOM * (content.content().readableBytes() + SMALL)) {
            HttpContent exact = content.replace(content.content().copy());
            content.release();
            return exact;
        }
        return message;
    }

    /** @return null when so many bytes of the body may be decompressed; else why it is cut off */
    @Nullable
    TooLarge addCompressed(int bytes) {
        return count == null ? null : count.addCompressed(bytes);
    }

    /** Whether the body that comes in is cut off. */
    boolean isCut() {
        return count != null && count.isCut();
    }

    private BodyCount begin(HttpResponse begun) {
        AnswerHead head = new AnswerHead(begun.status().code(), begun.headers()::getAll);
        Intake begunFor = intake;
        if (begunFor != null) {
            begunFor.arrived(head);
        }
        BodyCount begins = new BodyCount(maxBytes, begunFor, head);
        count = begins;
        return begins;
    }
}
