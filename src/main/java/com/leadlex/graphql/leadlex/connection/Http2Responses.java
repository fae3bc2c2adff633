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
 * Checks the responses of an HTTP/2 connection ahead of Vert.x. Skips informational responses (RFC 9113, section 8.1): Vert.x
 * takes all but 100 and 103 for the final response. Resets a stream without a status or with too many informational responses.
 */
final class Http2Responses extends Http2FrameListenerDecorator {

    private final Http2Connection connection;
    private final Http2Connection.PropertyKey informationalCountKey;

    Http2Responses(Http2Connection connection, Http2FrameListener delegate) {
        super(delegate);
        this.connection = connection;
        informationalCountKey = connection.newKey();
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int streamId, Http2Headers headers, int padding,
            boolean isStreamEnd)
            throws Http2Exception {
        if (!countIfInformational(streamId, headers, isStreamEnd)) {
            super.onHeadersRead(context, streamId, headers, padding, isStreamEnd);
        }
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int streamId, Http2Headers headers, int dependency, short weight,
            boolean exclusive, int padding, boolean isStreamEnd) throws Http2Exception {
        if (!countIfInformational(streamId, headers, isStreamEnd)) {
            super.onHeadersRead(context, streamId, headers, dependency, weight, exclusive, padding, isStreamEnd);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int streamId, ByteBuf data, int padding, boolean isStreamEnd)
            throws Http2Exception {
        Http2Stream stream = connection.stream(streamId);
        if (stream != null && !stream.isHeadersReceived()) {
            throw Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "The body has no head");
        }
        return super.onDataRead(context, streamId, data, padding, isStreamEnd);
    }

    private boolean countIfInformational(int streamId, Http2Headers headers, boolean isStreamEnd) throws Http2Exception {
        Http2Stream stream = connection.stream(streamId);
        if (stream == null || stream.isTrailersReceived()) {
            return false;
        }
        HttpStatusClass statusClass = HttpStatusClass.valueOf(headers.status());
        if (statusClass == HttpStatusClass.UNKNOWN) {
            throw Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "The head has no status");
        }
        if (isStreamEnd || statusClass != HttpStatusClass.INFORMATIONAL) {
            return false;
        }
        @Nullable
        Integer earlierCount = stream.getProperty(informationalCountKey);
        int informationalCount = earlierCount == null ? 1 : earlierCount + 1;
        stream.setProperty(informationalCountKey, informationalCount);
        if (informationalCount > SingleResponseCodec.MAX_INFORMATIONAL_RESPONSES) {
            NetworkFailure.EndedByService failure = new NetworkFailure.EndedByService("Too many informational responses");
            throw Http2Exception.streamError(streamId, Http2Error.ENHANCE_YOUR_CALM, failure, failure.getMessage());
        }
        return true;
    }
}
