package com.leadlex.graphql.http;

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

/** Knows whose turn it is on an HTTP/1 connection: it sees each request come in parsed, and each answer go out. */
final class Turn extends ChannelDuplexHandler {

    /** Of a body whose length nobody knows. Small, as what follows it may be many requests. */
    private static final int PART = 1024;

    private final Runnable whenAnswered;
    private HttpRequest request;
    private int unanswered;
    private boolean inBody;
    private long received;

    /** @param inBody whether more is to come of the request that is being answered when this is put into the pipeline */
    Turn(Runnable whenAnswered, boolean inBody) {
        this.whenAnswered = whenAnswered;
        this.inBody = inBody;
        unanswered = 1;
    }

    /** Whether more may be parsed: what belongs to the request that is being read, or the next one. */
    boolean isFree() {
        return inBody || unanswered == 0;
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
        if (message instanceof HttpRequest begun) {
            request = begun;
            unanswered++;
            inBody = true;
            received = 0;
        }
        if (message instanceof HttpContent content) {
            received += content.content().readableBytes();
            inBody = !(content instanceof LastHttpContent);
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean last = message instanceof LastHttpContent && !(message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL);
        ctx.write(message, promise);
        if (last) {
            unanswered--;
            whenAnswered.run();
        }
    }
}
