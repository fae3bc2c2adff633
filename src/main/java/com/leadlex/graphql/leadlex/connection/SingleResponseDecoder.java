package com.leadlex.graphql.leadlex.connection;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Reads the one final answer to one request. Informational answers before it are skipped, known or not (RFC 9110, section
 * 15.2): Vert.x takes each but 100 and 103 for the final one. A {@code 101} is none of them, since nothing here asks to switch.
 */
final class SingleResponseDecoder extends HttpResponseDecoder {

    /** So many informational answers there may be to one request: one or two are usual, and each costs. */
    static final int MOST_INFORMATIONAL = 16;

    private final Runnable lastOfConnection;
    private boolean awaited;
    private int informational;
    private int status;

    /** @param lastOfConnection called before an answer is passed on whose connection must not be used after it */
    SingleResponseDecoder(HttpDecoderConfig config, Runnable lastOfConnection) {
        super(config);
        this.lastOfConnection = lastOfConnection;
    }

    /** A request goes out. */
    void await() {
        awaited = true;
        informational = 0;
        status = 0;
    }

    /** Whether a request went out and its final answer is not whole yet. */
    boolean awaits() {
        return awaited;
    }

    /** Whether the last answer was a 4xx. */
    boolean refused() {
        return HttpStatusClass.valueOf(status) == HttpStatusClass.CLIENT_ERROR;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (!awaited) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int known = out.size();
        super.decode(context, in, out);
        if (out.size() == known) {
            return;
        }
        if (out.get(known) instanceof HttpResponse head && head.decoderResult().isSuccess()) {
            if (isToSkip(head.status())) {
                skip(out, known);
                if (++informational > MOST_INFORMATIONAL) {
                    awaited = false; // what comes behind them is not read any more
                    context.fireExceptionCaught(new NetworkFailure.Ended("Too many informational answers"));
                }
                return;
            }
            status = head.status().code();
        }
        if (out.get(out.size() - 1) instanceof LastHttpContent) {
            awaited = false;
            if (status < 200 || in.isReadable()) {
                lastOfConnection.run();
            }
        }
    }

    private static boolean isToSkip(HttpResponseStatus status) {
        return status.codeClass() == HttpStatusClass.INFORMATIONAL && status.code() != 101;
    }

    /** An informational answer has no body: its head and its end are all there is of it. */
    private static void skip(List<Object> out, int from) {
        while (out.size() > from) {
            out.remove(out.size() - 1);
        }
    }
}
