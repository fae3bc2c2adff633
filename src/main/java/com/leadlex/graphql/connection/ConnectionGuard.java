package com.leadlex.graphql.connection;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Bounds what one connection may cost, whatever is asked for on it: the first request of each, to any route, puts a
 * {@link Backlog} into its pipeline. Vert.x would answer for as long as requests come, whether the answers are read or not.
 */
@Singleton
public class ConnectionGuard {

    /** Ahead of every route, those of Quarkus itself among them. */
    public static final int FIRST = Integer.MIN_VALUE;
    /** What Vert.x calls its handlers. */
    private static final String HTTP1_DECODER = "httpDecoder";
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
        ChannelPipeline pipeline = ((ConnectionBase) request.connection()).channel().pipeline();
        if (request.version() == HttpVersion.HTTP_2) {
            WaitingStreams streams = http2(pipeline);
            if (streams != null && !streams.mayBegin(context)) {
                return;
            }
        } else if (pipeline.get(Backlog.class) == null && pipeline.get(HTTP1_DECODER) != null) {
            http1(pipeline, !request.isEnded());
        }
        context.next();
    }

    private void http1(ChannelPipeline pipeline, boolean inBody) {
        Turns turns = new Turns();
        Backlog backlog = new Backlog(config, all, turns::goOn, turns::letGo);
        Turn turn = new Turn(turns::goOn, inBody);
        turns.of(turn, backlog);
        pipeline.addFirst(backlog).addBefore(HTTP1_DECODER, null, turns).addBefore(VERTX, null, turn);
    }

    /** @return null while a connection is made HTTP/2 by an upgrade: Vert.x then empties its pipeline */
    private WaitingStreams http2(ChannelPipeline pipeline) {
        WaitingStreams streams = pipeline.get(WaitingStreams.class);
        if (streams == null && pipeline.get(HTTP1_DECODER) == null) {
            streams = new WaitingStreams();
            Backlog backlog = new Backlog(config, all, streams::goOn, streams::letGo);
            pipeline.addFirst(backlog).addBefore(VERTX, null, streams);
            Http2Connection connection = pipeline.get(Http2ConnectionHandler.class).connection();
            streams.behind(backlog,
                    OpenStreams.of(pipeline.channel(), connection, streams, all.claim(pipeline.channel(), backlog::reset)));
            var sent = connection.remote();
            sent.flowController(new CountedFlow(sent.flowController(), backlog));
        }
        return streams;
    }
}
