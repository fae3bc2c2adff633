package com.leadlex.graphql.connection;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Bounds what one connection may cost, whatever is asked for on it: its first bytes put a {@link Backlog} into its pipeline.
 * Vert.x would answer for as long as requests come, whether the answers are read or not.
 */
@Singleton
public class ConnectionGuard {

    /** Ahead of every route, those of Quarkus itself among them. */
    public static final int FIRST = Integer.MIN_VALUE;
    /** What Vert.x calls its handlers. */
    static final String HTTP1_DECODER = "httpDecoder";
    private static final String HTTP1_ENCODER = "httpEncoder";
    private static final String VERTX = "handler";

    private final ConnectionConfig config;
    private final Claims all;

    ConnectionGuard(ConnectionConfig config, Claims all) {
        this.config = config;
        this.all = all;
    }

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(this::guard);
    }

    private void guard(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.version() == HttpVersion.HTTP_2) {
            ChannelPipeline pipeline = ((ConnectionBase) request.connection()).channel().pipeline();
            WaitingStreams streams = pipeline.get(WaitingStreams.class); // there is none in dev mode
            if (streams != null && !streams.mayBegin(context)) {
                return;
            }
        }
        context.next();
    }

    void http1(ChannelPipeline pipeline) {
        Turns turns = new Turns();
        Backlog backlog = new Backlog(config, all, turns::goOn, turns::letGo);
        Undecoded undecoded = new Undecoded(all.claim(pipeline.channel(), backlog::reset));
        Turn turn = new Turn(turns::goOn, undecoded);
        turns.of(turn, backlog);
        pipeline.addFirst(backlog).addBefore(HTTP1_DECODER, null, turns).addAfter(HTTP1_ENCODER, null, new FirstRequest())
                .addAfter(HTTP1_ENCODER, null, turn);
    }

    void http2(ChannelPipeline pipeline) {
        WaitingStreams streams = new WaitingStreams();
        Backlog backlog = new Backlog(config, all, streams::goOn, streams::letGo);
        pipeline.addFirst(backlog).addBefore(VERTX, null, streams);
        Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
        Claim ofOpen = all.claim(pipeline.channel(), backlog::reset);
        OpenStreams open = OpenStreams.of(pipeline.channel(), http2, streams, ofOpen);
        streams.behind(backlog, open, all.claim(pipeline.channel(), backlog::reset));
        http2.encoder().lifecycleManager(new UnknownStreams(http2, open::isRequest));
        var sent = http2.connection().remote();
        sent.flowController(new CountedFlow(sent.flowController(), backlog));
    }
}
