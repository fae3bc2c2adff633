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
 * Counts the memory that the request of a connection takes: an incomplete head or incomplete trailers, the head of the request
 * that is being answered, and the part of its body that has arrived. As the decoder's cumulator it sees how many bytes the
 * decoder has turned into messages.
 */
final class RequestAccount implements ByteToMessageDecoder.Cumulator {

    /** The memory of a header's entry, with its name and value. */
    private static final int BYTES_PER_HEADER = 144;
    /** The memory that a byte of a head may become before it is decoded: the shortest header line has four characters. */
    private static final int BYTES_PER_BYTE_OF_HEAD = BYTES_PER_HEADER / 4;
    /** The memory of a byte of a body: a buffer that grows may be twice as large as its content. */
    private static final int BYTES_PER_BYTE_OF_BODY = 2;
    /** Requests that take fewer bytes, as nearly all do, are not counted. */
    private static final int SMALL = 8 * 1024;

    private final BufferAccount account;
    /** The decoder's input, until it emits a message. */
    private @Nullable ByteBuf input;
    /** Bytes of the input that no message holds yet, and bytes of the last message. */
    private int undecodedBytes;
    private int lastMessageBytes;
    private boolean mayHoldMessage;
    private long headBytes;
    private long bodyBytes;

    RequestAccount(ChannelHandlerContext decoder, OverloadManager overload) {
        account = overload.account(decoder.channel(), () -> Long.MAX_VALUE, () -> WriteBackpressure.reset(decoder));
    }

    @Override
    public ByteBuf cumulate(ByteBufAllocator allocator, ByteBuf before, ByteBuf more) {
        undecodedBytes += more.readableBytes();
        mayHoldMessage = false;
        ByteBuf all = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, before, more);
        input = all;
        return all;
    }

    /** To be called for each message that the decoder emits. */
    void messageDecoded() {
        if (input != null) { // an input that is used up has just been released by the decoder
            int remaining = input.refCnt() == 0 ? 0 : input.readableBytes();
            lastMessageBytes = undecodedBytes - remaining;
            undecodedBytes = remaining;
            mayHoldMessage = remaining > 0;
            input = null;
        }
    }

    /** True when the input has bytes behind the last message: they may hold another one. */
    boolean mayHoldMessage() {
        return mayHoldMessage;
    }

    void countHead(HttpRequest request) {
        headBytes = lastMessageBytes;
        for (var header = request.headers().iteratorCharSequence(); header.hasNext(); header.next()) {
            headBytes += BYTES_PER_HEADER;
        }
        account.markProgress();
    }

    /** @param answered true when the rest of the body is dropped */
    void countContent(HttpContent content, boolean answered) {
        bodyBytes = answered || content instanceof LastHttpContent ? 0 : bodyBytes + content.content().readableBytes();
    }

    void clear() {
        headBytes = 0;
        bodyBytes = 0;
        update();
    }

    /** Counts each byte as the memory that it may become. */
    void update() {
        long bytes = (long) undecodedBytes * (mayHoldMessage ? 1 : BYTES_PER_BYTE_OF_HEAD) + headBytes
                + bodyBytes * BYTES_PER_BYTE_OF_BODY;
        account.setBytes(bytes < SMALL ? 0 : bytes);
    }

    void close() {
        account.setBytes(0);
    }
}
