package com.leadlex.graphql.connection;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.memory.OverloadManager;
import com.leadlex.graphql.memory.OverloadManager.BufferAccount;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * The memory that the request of a connection takes: a head or trailers that have not come whole, the head of the request that
 * is being answered, and what has come of its body. As the decoder's cumulator it sees which bytes came out of it in messages.
 */
final class RequestAccount implements ByteToMessageDecoder.Cumulator {

    /** A header's entry, name and value. */
    private static final int BYTES_PER_HEADER = 144;
    /** In a head of which nothing is known: the shortest line has four characters. */
    private static final int BYTES_PER_BYTE_OF_HEAD = BYTES_PER_HEADER / 4;
    /** A buffer that grows may be twice as large as its content. */
    private static final int BYTES_PER_BYTE_OF_BODY = 2;
    /** Most requests take less, and are not counted. */
    private static final int SMALL = 8 * 1024;

    private final BufferAccount account;
    /** Of the decoder, until a message comes out. */
    private @Nullable ByteBuf input;
    /** Bytes that went in and did not come out in a message; how many did in the last one. */
    private int undecoded;
    private int taken;
    private boolean decodable;
    private long headBytes;
    private long bodyBytes;

    RequestAccount(ChannelHandlerContext decoder, OverloadManager overload) {
        account = overload.account(decoder.channel(), () -> WriteBackpressure.reset(decoder));
    }

    @Override
    public ByteBuf cumulate(ByteBufAllocator allocator, ByteBuf before, ByteBuf more) {
        undecoded += more.readableBytes();
        decodable = false;
        ByteBuf all = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, before, more);
        input = all;
        return all;
    }

    /** To be called for each message that comes out of the decoder. */
    void decoded() {
        if (input != null) { // the decoder has just released it where nothing of it is left
            int rest = input.refCnt() == 0 ? 0 : input.readableBytes();
            taken = undecoded - rest;
            undecoded = rest;
            decodable = rest > 0;
            input = null;
        }
    }

    /** True when bytes are left behind the last message, which may be another one. */
    boolean isDecodable() {
        return decodable;
    }

    void head(HttpRequest request) {
        headBytes = taken;
        for (var header = request.headers().iteratorCharSequence(); header.hasNext(); header.next()) {
            headBytes += BYTES_PER_HEADER;
        }
        account.markProgress();
    }

    /** @param answered nobody keeps what still comes of it */
    void content(HttpContent content, boolean answered) {
        bodyBytes = answered || content instanceof LastHttpContent ? 0 : bodyBytes + content.content().readableBytes();
    }

    void answered() {
        headBytes = 0;
        bodyBytes = 0;
        update();
    }

    /** Counts each byte for what it may become. */
    void update() {
        long bytes = (long) undecoded * (decodable ? 1 : BYTES_PER_BYTE_OF_HEAD) + headBytes
                + bodyBytes * BYTES_PER_BYTE_OF_BODY;
        account.setBytes(bytes < SMALL ? 0 : bytes);
    }

    void close() {
        account.setBytes(0);
    }
}
