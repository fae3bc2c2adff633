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
 * Reads the responses of a connection of HTTP/2. Informational ones are skipped (RFC 9113, section 8.1): Vert.x takes each but
 * 100 and 103 for the final one. A stream with too many of them, or without a status, is reset.
 */
final class Http2Responses extends Http2FrameListenerDecorator {

    private final Http2Connection connection;
    private final Http2Connection.PropertyKey informational;
    private final Http2Exchange exchange;

    Http2Responses(Http2Connection connection, Http2FrameListener listener, Http2Exchange exchange) {
        super(listener);
        this.connection = connection;
        this.exchange = exchange;
        informational = connection.newKey();
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean end)
            throws Http2Exception {
        if (!isToSkip(stream, headers, end)) {
            super.onHeadersRead(context, stream, headers, padding, end);
        }
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int stream, Http2Headers headers, int dependency, short weight,
            boolean exclusive, int padding, boolean end) throws Http2Exception {
        if (!isToSkip(stream, headers, end)) {
            super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, padding, end);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean end)
            throws Http2Exception {
        Http2Stream stream = connection.stream(id);
        if (stream != null && !stream.isHeadersReceived()) {
            throw Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, "There is no head");
        }
        return super.onDataRead(context, id, data, padding, end);
    }

    /** Vert.x leaves it to the server to close a connection behind a GOAWAY, however long that takes. */
    @Override
    public void onGoAwayRead(ChannelHandlerContext context, int lastStream, long error, ByteBuf debugData)
            throws Http2Exception {
        exchange.goesAway(lastStream);
        super.onGoAwayRead(context, lastStream, error, debugData);
        exchange.retire();
    }

    /** What is sent again at once would be refused again here. */
    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int stream, long error) throws Http2Exception {
        if (error == Http2Error.REFUSED_STREAM.code()) {
            exchange.retire();
        }
        super.onRstStreamRead(context, stream, error);
    }

    private boolean isToSkip(int id, Http2Headers headers, boolean end) throws Http2Exception {
        Http2Stream stream = connection.stream(id);
        if (stream == null || stream.isTrailersReceived()) {
            return false;
        }
        HttpStatusClass status = HttpStatusClass.valueOf(headers.status());
        if (status == HttpStatusClass.UNKNOWN) {
            throw Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, "There is no status");
        }
        if (end || status != HttpStatusClass.INFORMATIONAL) {
            return false;
        }
        @Nullable
        Integer before = stream.getProperty(informational);
        int many = before == null ? 1 : before + 1;
        stream.setProperty(informational, many);
        if (many > SingleResponseDecoder.MOST_INFORMATIONAL) {
            NetworkFailure.Ended failure = new NetworkFailure.Ended("Too many informational answers");
            throw Http2Exception.streamError(id, Http2Error.ENHANCE_YOUR_CALM, failure, failure.getMessage());
        }
        return true;
    }
}
