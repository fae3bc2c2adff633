package com.leadlex.graphql.connection;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** Knows whose turn it is on an HTTP/1 connection: it sees each request come in parsed, and each answer go out. */
final class Turn extends ChannelDuplexHandler {

    /** Of a body whose length nobody knows. Small, as what follows it may be many requests. */
    private static final int PART = 1024;

    /** Behind the end of a body whose length nobody knows. */
    private final Deque<Object> parsed = new ArrayDeque<>(0);
    private final Runnable whenAnswered;
    private final Undecoded undecoded;
    private final Heads heads = new Heads();
    private ChannelHandlerContext context;
    private @Nullable HttpRequest request;
    private int unanswered;
    private boolean inBody;
    private boolean begunNow;
    /** Whether an answer said that it is the last (RFC 9112, section 9.6): the connection is open until it is written. */
    private boolean last;
    private @Nullable Runnable round;
    private long received;

    Turn(Runnable whenAnswered, Undecoded undecoded) {
        this.whenAnswered = whenAnswered;
        this.undecoded = undecoded;
    }

    /** Whether more may be parsed: what belongs to the request that is being read, or the next one. */
    boolean isFree() {
        return parsed.isEmpty() && (inBody || mayBegin());
    }

    private boolean mayBegin() {
        return unanswered == 0 && !last;
    }

    /** How much of these bytes can go in without bringing in more than one request; to be followed by {@link #settle}. */
    int part(ByteBuf bytes) {
        int readable = bytes.readableBytes();
        if (inBody) {
            long length = request == null ? -1 : HttpUtil.getContentLength(request, -1L);
            int part = (int) Math.min(length > received ? length - received : PART, readable);
            undecoded.feed(0, 0, part);
            return part;
        }
        int start = bytes.readerIndex();
        int first = heads.end(bytes, start);
        int ofHead = first < 0 ? readable : first - start;
        int lines = heads.lines();
        int part = first < 0 || heads.end(bytes, first) < 0 ? readable : ofHead;
        undecoded.feed(ofHead, lines, part - ofHead);
        return part;
    }

    /** That part has gone in. */
    void settle() {
        if (undecoded.settle(unanswered == 0)) {
            refuse();
        }
    }

    /** Where there is nothing to answer yet, with 431; and that is all that is read of the connection. */
    private void refuse() {
        if (unanswered > 0) {
            context.close();
            return;
        }
        unanswered++; // so that no more is parsed
        HttpResponse refusal = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
                HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE);
        HttpUtil.setContentLength(refusal, 0);
        HttpUtil.setKeepAlive(refusal, false);
        context.writeAndFlush(refusal).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        count(message);
        boolean next = message instanceof HttpRequest && (begunNow || !mayBegin());
        if (parsed.isEmpty() && !next) {
            letIn(ctx, message);
        } else {
            parsed.add(message);
            goOn(ctx);
        }
    }

    private void count(Object message) {
        if (message instanceof HttpRequest) {
            undecoded.request();
        } else if (message instanceof HttpContent content) {
            undecoded.content(content.content().readableBytes());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        begunNow = false;
        ctx.fireChannelReadComplete();
    }

    private void goOn(ChannelHandlerContext ctx) {
        if (mayBegin() && round == null) {
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
        if (parsed.isEmpty() || !mayBegin()) {
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
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        undecoded.close();
        parsed.forEach(ReferenceCountUtil::release);
        parsed.clear();
        if (round != null) {
            Rounds.remove(round);
            round = null;
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean informs = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        last |= message instanceof HttpResponse response && !informs && !HttpUtil.isKeepAlive(response);
        ctx.write(message, promise);
        if (message instanceof LastHttpContent && !informs) {
            unanswered--;
            undecoded.answered();
            if (parsed.isEmpty()) {
                whenAnswered.run();
            } else {
                goOn(ctx);
            }
        }
    }
}
