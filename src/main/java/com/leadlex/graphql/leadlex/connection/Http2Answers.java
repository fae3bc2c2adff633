package com.leadlex.graphql.leadlex.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Reads the answers of a connection of HTTP/2. Informational ones are skipped (RFC 9113, section 8.1): Vert.x takes each but
 * 100 and 103 for the final one. Where there are too many, the stream is reset. A body that cannot be decompressed fails with
 * that; Netty would fail it with what it makes of the bytes that are missing then.
 */
final class Http2Answers extends Http2FrameListenerDecorator {

    private final Http2Connection connection;
    private final Http2Connection.PropertyKey informational;

    Http2Answers(Http2Connection connection, Http2FrameListener listener) {
        super(listener);
        this.connection = connection;
        informational = connection.newKey();
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean end)
            throws Http2Exception {
        if (end || !isToSkip(stream, headers)) {
            super.onHeadersRead(context, stream, headers, padding, end);
        }
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int stream, Http2Headers headers, int dependency, short weight,
            boolean exclusive, int padding, boolean end) throws Http2Exception {
        if (end || !isToSkip(stream, headers)) {
            super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, padding, end);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean end)
            throws Http2Exception {
        try {
            return super.onDataRead(context, stream, data, padding, end);
        } catch (Http2Exception failure) {
            if (!Http2Exception.isStreamError(failure)) {
                throw failure;
            }
            ((Http2ConnectionHandler) context.handler()).onError(context, false, failure);
            return 0; // what the stream took of the connection's window is given back where the stream ends
        }
    }

    private boolean isToSkip(int id, Http2Headers headers) throws Http2Exception {
        if (headers.status() == null || HttpStatusClass.valueOf(headers.status()) != HttpStatusClass.INFORMATIONAL) {
            return false;
        }
        Http2Stream stream = connection.stream(id);
        Integer before = stream == null ? null : stream.getProperty(informational);
        int many = before == null ? 1 : before + 1;
        if (many > TooManyInformational.MOST) {
            TooManyInformational failure = new TooManyInformational();
            throw Http2Exception.streamError(id, Http2Error.ENHANCE_YOUR_CALM, failure, failure.getMessage());
        }
        if (stream != null) {
            stream.setProperty(informational, many);
        }
        return true;
    }
}
