package com.leadlex.graphql.connection;

import java.util.function.LongSupplier;

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
 * Counts the memory that the requests of a connection take: an incomplete head or incomplete trailers;
 * and the head and the received part of the body of the request that is being answered.
 * As the decoder's cumulator, this class sees how many bytes the decoder has turned into messages.
 */
final class RequestAccount implements ByteToMessageDecoder.Cumulator {

    /** The memory of a header's entry, with its name and value. */
    private static final int MEMORY_BYTES_PER_HEADER = 144;
    /** The memory that a byte of a head may become before it is decoded: the shortest header line has four characters. */
    private static final int MEMORY_BYTES_PER_HEAD_BYTE = MEMORY_BYTES_PER_HEADER / 4;
    /** The memory of a byte of a body: a buffer that grows may be twice as large as its content. */
    private static final int MEMORY_BYTES_PER_BODY_BYTE = 2;
    /** Requests that take fewer bytes, as nearly all do, are not counted. */
    private static final int MIN_COUNTED_BYTES = 8 * 1024;

    private final BufferAccount bufferAccount;
    /** The decoder's input, until it emits a message. */
    private @Nullable ByteBuf decoderInput;
    /** Bytes of the input that no message holds yet, and bytes of the last message. */
    private int undecodedBytes;
    private int lastMessageBytes;
    private boolean inputMayHoldMessage;
    private long headBytes;
    private long bodyBytes;

    RequestAccount(ChannelHandlerContext decoder, OverloadManager overloadManager) {
        LongSupplier noUpperBound = () -> Long.MAX_VALUE;
        bufferAccount = overloadManager.account(decoder.channel(), noUpperBound,
                () -> WriteBackpressure.resetConnection(decoder));
    }

    @Override
    public ByteBuf cumulate(ByteBufAllocator allocator, ByteBuf earlierInput, ByteBuf newInput) {
        undecodedBytes += newInput.readableBytes();
        inputMayHoldMessage = false;
        ByteBuf wholeInput = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, earlierInput, newInput);
        decoderInput = wholeInput;
        return wholeInput;
    }

    /** Called for each message that the decoder emits. */
    void countDecodedMessage() {
        if (decoderInput != null) { // an input that is used up has just been released by the decoder
            int remainingBytes = decoderInput.refCnt() == 0 ? 0 : decoderInput.readableBytes();
            lastMessageBytes = undecodedBytes - remainingBytes;
            undecodedBytes = remainingBytes;
            inputMayHoldMessage = remainingBytes > 0;
            decoderInput = null;
        }
    }

    /** True when the input has bytes behind the last message: these bytes may contain another message. */
    boolean mayHoldNextMessage() {
        return inputMayHoldMessage;
    }

    void countHead(HttpRequest request) {
        headBytes = lastMessageBytes;
        for (var header = request.headers().iteratorCharSequence(); header.hasNext(); header.next()) {
            headBytes += MEMORY_BYTES_PER_HEADER;
        }
        bufferAccount.markProgress();
    }

    /** @param isRequestAnswered true when the rest of the body is dropped */
    void countContent(HttpContent content, boolean isRequestAnswered) {
        bodyBytes = isRequestAnswered || content instanceof LastHttpContent ? 0 : bodyBytes + content.content().readableBytes();
    }

    void clearRequest() {
        headBytes = 0;
        bodyBytes = 0;
        updateBytes();
    }

    /** Updates the account, where each byte counts as the memory that it may become. */
    void updateBytes() {
        long estimatedBytes = (long) undecodedBytes * (inputMayHoldMessage ? 1 : MEMORY_BYTES_PER_HEAD_BYTE) + headBytes
                + bodyBytes * MEMORY_BYTES_PER_BODY_BYTE;
        bufferAccount.setBytes(estimatedBytes < MIN_COUNTED_BYTES ? 0 : estimatedBytes);
    }

    void close() {
        bufferAccount.setBytes(0);
    }
}
