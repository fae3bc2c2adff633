package com.leadlex.graphql.leadlex;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * Skips the informational answers of an HTTP/2 stream (RFC 9113, section 8.1): Vert.x takes each but 100 and 103 for the final
 * one.
 */
final class SkippedInformational extends Http2FrameListenerDecorator {

    SkippedInformational(Http2FrameListener listener) {
        super(listener);
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean end)
            throws Http2Exception {
        if (end || !isInformational(headers)) {
            super.onHeadersRead(context, stream, headers, padding, end);
        }
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int stream, Http2Headers headers, int dependency, short weight,
            boolean exclusive, int padding, boolean end) throws Http2Exception {
        if (end || !isInformational(headers)) {
            super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, padding, end);
        }
    }

    private static boolean isInformational(Http2Headers headers) {
        return headers.status() != null && HttpStatusClass.valueOf(headers.status()) == HttpStatusClass.INFORMATIONAL;
    }
}
