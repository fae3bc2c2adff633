package com.leadlex.graphql.connection;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** Knows whose turn it is on an HTTP/1 connection: it sees each request come in parsed, and each answer go out. */
final class Turn extends ChannelDuplexHandler {

    /** Of a body whose length nobody knows. Small, as what follows it may be many requests. */
    private static final int PART = 1024;

    /** What came with the first bytes of a connection, parsed before this was in its pipeline. */
    private final Deque<Object> parsed = new ArrayDeque<>(0);
    private final Runnable whenAnswered;
    private @Nullable HttpRequest request;
    private int unanswered;
    private boolean inBody;
    private boolean begunNow = true;
    private @Nullable Runnable round;
    private long received;

    /** @param inBody whether more is to come of the request that is being answered when this is put into the pipeline */
    Turn(Runnable whenAnswered, boolean inBody) {
        this.whenAnswered = whenAnswered;
        this.inBody = inBody;
        unanswered = 1;
    }

    /** Whether more may be parsed: what belongs to the request that is being read, or the next one. */
    boolean isFree() {
        return parsed.isEmpty() && (inBody || unanswered == 0);
    }

    /** How much of these bytes can go in without bringing in more than one request. */
    int part(ByteBuf bytes) {
        int readable = bytes.readableBytes();
        if (inBody) {
            long length = request == null ? -1 : HttpUtil.getContentLength(request, -1L);
            return (int) Math.min(length > received ? length - received : PART, readable);
        }
        int first = Heads.end(bytes, bytes.readerIndex());
        return first < 0 || Heads.end(bytes, first) < 0 ? readable : first - bytes.readerIndex();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        boolean next = message instanceof HttpRequest && (unanswered > 0 || begunNow);
        if (parsed.isEmpty() && !next) {
            letIn(ctx, message);
        } else {
            parsed.add(message);
            goOn(ctx);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        begunNow = false;
        ctx.fireChannelReadComplete();
    }

    private void goOn(ChannelHandlerContext ctx) {
        if (unanswered == 0 && round == null) {
            round = () -> letParsedIn(ctx);
            Rounds.add(ctx.executor(), round);
        }
    }

    private void letIn(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest begun) {
            request = begun;
            unanswered++;
            begunNow = true;
            inBody = true;
            received = 0;
        }
        if (message instanceof HttpContent content) {
            received += content.content().readableBytes();
            inBody = !(content instanceof LastHttpContent);
        }
        ctx.fireChannelRead(message);
    }

    /** One request. */
    private void letParsedIn(ChannelHandlerContext ctx) {
        round = null;
        if (parsed.isEmpty() || unanswered > 0) {
            return;
        }
        do {
            letIn(ctx, parsed.remove());
        } while (inBody && !parsed.isEmpty());
        ctx.fireChannelReadComplete();
        if (parsed.isEmpty()) {
            whenAnswered.run();
        } else {
            goOn(ctx);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        parsed.forEach(ReferenceCountUtil::release);
        parsed.clear();
        if (round != null) {
            Rounds.remove(round);
            round = null;
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean last = message instanceof LastHttpContent && !(message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL);
        ctx.write(message, promise);
        if (last) {
            unanswered--;
            if (parsed.isEmpty()) {
                whenAnswered.run();
            } else {
                goOn(ctx);
            }
        }
    }
}
