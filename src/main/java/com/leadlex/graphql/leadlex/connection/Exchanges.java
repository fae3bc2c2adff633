package com.leadlex.graphql.leadlex.connection;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/** The {@link Exchange} of each connection of the client, which is attached before the first request is sent. */
final class Exchanges {

    private static final AttributeKey<Exchange> EXCHANGE = AttributeKey.valueOf(Exchanges.class, "exchange");

    private final HttpDecoderConfig config;
    private final long maxBytes;
    private final Exchange.Silence silence;

    /**
     * @param maxBytes how large the body of a response may be
     * @param attemptNanos how long an attempt may take, to the end of the response
     */
    Exchanges(HttpClientOptions options, long maxBytes, long attemptNanos) {
        this.maxBytes = maxBytes;
        silence = new Exchange.Silence(attemptNanos / 2);
        config = new HttpDecoderConfig().setMaxInitialLineLength(options.getMaxInitialLineLength())
                .setMaxHeaderSize(options.getMaxHeaderSize()).setMaxChunkSize(options.getMaxChunkSize())
                .setInitialBufferSize(options.getDecoderInitialBufferSize());
    }

    /** Called for each request before it is sent, on the context that waits for its response. */
    void begin(HttpClientRequest request) {
        request.putHeader(HttpHeaders.ACCEPT_ENCODING, "gzip"); // what ResponseAccount inflates
        HttpConnection connection = request.connection();
        // The one internal class of Vert.x here: its API has no way from a connection to the channel.
        Channel channel = ((ConnectionBase) connection).channel();
        Exchange known = channel.attr(EXCHANGE).get();
        Exchange exchange = known == null ? attach(connection, channel, request.version() == HttpVersion.HTTP_2) : known;
        ResponseAccount.current().send(request, exchange);
    }

    private Exchange attach(HttpConnection connection, Channel channel, boolean http2) {
        Exchange created = http2 ? new Http2Exchange(connection, maxBytes, silence)
                : new Http1Exchange(connection, config, maxBytes, silence);
        Exchange known = channel.attr(EXCHANGE).setIfAbsent(created);
        if (known != null) {
            return known;
        }
        if (channel.eventLoop().inEventLoop()) {
            created.attach(channel.pipeline());
        } else {
            // The request is written by a later turn of the same loop.
            channel.eventLoop().execute(() -> created.attach(channel.pipeline()));
        }
        return created;
    }
}
