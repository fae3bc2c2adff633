package com.leadlex.graphql.leadlex.connection;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Checks the responses of an HTTP/2 connection ahead of Vert.x. It skips informational responses (RFC 9113, section 8.1), of
 * which Vert.x takes all but 100 and 103 for the final one, and resets a stream with too many of them or without a status.
 */
final class Http2Responses extends Http2FrameListenerDecorator {

    private final Http2Connection connection;
    private final Http2Connection.PropertyKey informationalCount;

    Http2Responses(Http2Connection connection, Http2FrameListener delegate) {
        super(delegate);
        this.connection = connection;
        informationalCount = connection.newKey();
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int streamId, Http2Headers headers, int padding, boolean endStream)
            throws Http2Exception {
        if (!isInformational(streamId, headers, endStream)) {
            super.onHeadersRead(context, streamId, headers, padding, endStream);
        }
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int streamId, Http2Headers headers, int dependency, short weight,
            boolean exclusive, int padding, boolean endStream) throws Http2Exception {
        if (!isInformational(streamId, headers, endStream)) {
            super.onHeadersRead(context, streamId, headers, dependency, weight, exclusive, padding, endStream);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int streamId, ByteBuf data, int padding, boolean endStream)
            throws Http2Exception {
        Http2Stream stream = connection.stream(streamId);
        if (stream != null && !stream.isHeadersReceived()) {
            throw Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "The body has no head");
        }
        return super.onDataRead(context, streamId, data, padding, endStream);
    }

    private boolean isInformational(int streamId, Http2Headers headers, boolean endStream) throws Http2Exception {
        Http2Stream stream = connection.stream(streamId);
        if (stream == null || stream.isTrailersReceived()) {
            return false;
        }
        HttpStatusClass statusClass = HttpStatusClass.valueOf(headers.status());
        if (statusClass == HttpStatusClass.UNKNOWN) {
            throw Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "The head has no status");
        }
        if (endStream || statusClass != HttpStatusClass.INFORMATIONAL) {
            return false;
        }
        @Nullable
        Integer skipped = stream.getProperty(informationalCount);
        int count = skipped == null ? 1 : skipped + 1;
        stream.setProperty(informationalCount, count);
        if (count > SingleResponseCodec.MAX_INFORMATIONAL) {
            NetworkFailure.Ended failure = new NetworkFailure.Ended("Too many informational responses");
            throw Http2Exception.streamError(streamId, Http2Error.ENHANCE_YOUR_CALM, failure, failure.getMessage());
        }
        return true;
    }
}
