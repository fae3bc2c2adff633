package com.leadlex.graphql.leadlex.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** Puts what watches the answers of a connection to Leadlex into it, before its first request is sent. */
final class AnswerHandlers {

    private static final AttributeKey<Handlers> HANDLERS = AttributeKey.valueOf(AnswerHandlers.class, "handlers");

    private final HttpDecoderConfig config;
    private final long maxBytes;
    private final long nanos;

    /** Those that are told of each request. */
    private record Handlers(BodyLimit limit, FailuresInOrder failures) {

        private void await() {
            limit.await();
            failures.await();
        }
    }

    /**
     * @param maxBytes how large the body of an answer may be, decompressed
     * @param nanos how long an answer may take, to its end
     */
    AnswerHandlers(HttpClientOptions options, long maxBytes, long nanos) {
        this.maxBytes = maxBytes;
        this.nanos = nanos;
        config = new HttpDecoderConfig().setMaxInitialLineLength(options.getMaxInitialLineLength())
                .setMaxHeaderSize(options.getMaxHeaderSize()).setMaxChunkSize(options.getMaxChunkSize())
                .setInitialBufferSize(options.getDecoderInitialBufferSize());
    }

    /** Called for each request, on the context that waits for its answer. */
    void expectAnswer(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        Handlers known = channel.attr(HANDLERS).get();
        if (known != null) {
            known.await();
            return;
        }
        Handlers handlers = new Handlers(new BodyLimit(maxBytes), new FailuresInOrder());
        handlers.await();
        if (!channel.attr(HANDLERS).compareAndSet(null, handlers)) {
            return;
        }
        if (channel.eventLoop().inEventLoop()) {
            attach(connection, channel.pipeline(), handlers);
        } else {
            // The request is written by a later turn of the same loop.
            channel.eventLoop().execute(() -> attach(connection, channel.pipeline(), handlers));
        }
    }

    private void attach(HttpConnection connection, ChannelPipeline pipeline, Handlers handlers) {
        Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
        if (http2 != null) {
            http2.decoder().frameListener(new Http2Answers(http2.connection(), http2.decoder().frameListener()));
        } else if (pipeline.get(HttpClientCodec.class) != null) {
            pipeline.replace(HttpClientCodec.class, "codec", new OneAnswerCodec(connection, config, nanos));
            pipeline.addAfter("codec", "pieces", new SmallPieces(handlers.limit()));
            pipeline.addBefore("handler", "limit", handlers.limit());
            pipeline.addBefore("handler", "failures", handlers.failures());
        }
    }
}
