package com.leadlex.graphql.connection;

import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

/**
 * The requests of an HTTP/2 connection that wait until its client has read some of the answers. The connection itself is read
 * on, as that is how the client makes its windows larger, and HTTP/2 bounds the streams that are open at once.
 */
final class WaitingStreams extends ChannelInboundHandlerAdapter {

    private static final int MANY = 256;
    /** Then other connections have their turn. */
    private static final int AT_ONCE = 8;

    private final Deque<Waiting> requests = new ArrayDeque<>();
    @SuppressWarnings("NullAway.Init") // by behind, before anything is read
    private Backlog backlog;
    private EventExecutor loop;
    private boolean beginning;
    private int begun;

    private record Waiting(RoutingContext request, Context context) {

        private boolean isGone() {
            return request.response().closed();
        }
    }

    void behind(Backlog its) {
        backlog = its;
    }

    /** @return whether the request may begin at once; those that wait begin in their order */
    boolean mayBegin() {
        return begun++ < AT_ONCE && requests.isEmpty() && !backlog.isFull();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        loop = ctx.executor();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        begun = 0;
        ctx.fireChannelReadComplete();
    }

    void add(RoutingContext request) {
        if (requests.size() >= MANY) {
            requests.removeIf(Waiting::isGone); // streams that were reset meanwhile
        }
        requests.add(new Waiting(request, Vertx.currentContext()));
        goOn();
    }

    /** Begins one, and the next after it: the first answer may be long. */
    void goOn() {
        if (beginning || backlog.isFull()) {
            return;
        }
        Waiting next = requests.poll();
        while (next != null && next.isGone()) {
            next = requests.poll();
        }
        if (next != null) {
            begin(next);
        }
    }

    private void begin(Waiting next) {
        beginning = true;
        Rounds.add(loop, () -> next.context().runOnContext(now -> {
            beginning = false;
            if (!next.isGone()) {
                next.request().next();
            }
            goOn();
        }));
    }
}
