package com.leadlex.graphql.connection;

import java.util.Map;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.HttpServerRequest;

/**
 * Counts what the open streams of an HTTP/2 connection take, whatever they wait for: their turn, the rest of their body,
 * Leadlex, a window. They wait outside of the bounds of one connection, as no window may be no fault of the client.
 */
final class OpenStreams extends Http2ConnectionAdapter {

    /** 4.1 KB were measured of one whose short answer waits for a window. */
    private static final int BYTES_A_STREAM = 4_096;
    /** What a header takes besides its characters: its entry, two strings and their arrays. */
    private static final int BYTES_A_HEADER = 128;

    private final Channel channel;
    private final Http2ConnectionHandler http2;
    private final Http2Connection connection;
    private final WaitingStreams waiting;
    private final Claim claim;
    private final Http2Connection.PropertyKey size;
    private long bytes;

    private OpenStreams(Channel channel, Http2ConnectionHandler http2, WaitingStreams waiting, Claim claim) {
        this.channel = channel;
        this.http2 = http2;
        connection = http2.connection();
        this.waiting = waiting;
        this.claim = claim;
        size = connection.newKey();
    }

    static OpenStreams of(Channel channel, Http2ConnectionHandler http2, WaitingStreams waiting, Claim claim) {
        OpenStreams streams = new OpenStreams(channel, http2, waiting, claim);
        http2.connection().addListener(streams);
        return streams;
    }

    /** To be called when its head has come. */
    void add(HttpServerRequest request) {
        Http2Stream stream = connection.stream(request.streamId());
        if (stream != null) {
            long its = BYTES_A_STREAM;
            for (Map.Entry<String, String> header : request.headers()) {
                its += BYTES_A_HEADER + header.getKey().length() + header.getValue().length();
            }
            its += request.uri().length();
            stream.setProperty(size, its);
            bytes += its;
            claim.holds(bytes);
        }
    }

    /** Whether its head has come to the routes. */
    boolean isRequest(Http2Stream stream) {
        return stream.getProperty(size) != null;
    }

    /** At once, and as Netty does it when it comes to that: stream by stream, each would tell all others of its failure. */
    void close() {
        connection.close(channel.voidPromise());
    }

    /**
     * A request that Quarkus answers before any route is not counted here. Its client may leave its end of the stream open for
     * ever: it is reset without an error (RFC 9113, section 8.1), and written out with what else this turn writes.
     */
    @Override
    public void onStreamHalfClosed(Http2Stream stream) {
        if (stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL && !isRequest(stream)) {
            ChannelHandlerContext context = channel.pipeline().context(http2);
            http2.encoder().writeRstStream(context, stream.id(), Http2Error.NO_ERROR.code(), context.newPromise());
        }
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        waiting.remove(stream.id());
        Long its = stream.removeProperty(size);
        if (its != null) {
            bytes -= its;
            claim.goesOn();
            claim.holds(bytes);
        }
    }
}
