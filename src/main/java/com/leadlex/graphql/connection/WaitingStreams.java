package com.leadlex.graphql.connection;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
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

    /** Then other connections have their turn. */
    private static final int AT_ONCE = 8;

    /** Bytes that are not counted while they wait for the rest of their frame. */
    private static final int SMALL = 1_024;

    /** By their streams. */
    private final Map<Integer, Waiting> requests = new LinkedHashMap<>();
    @SuppressWarnings("NullAway.Init") // by behind, before anything is read
    private Backlog backlog;
    @SuppressWarnings("NullAway.Init") // by behind, before anything is read
    private OpenStreams open;
    @SuppressWarnings("NullAway.Init") // by behind, before anything is read
    private Claim undecoded;
    private final Frames frames = new Frames();
    private EventExecutor loop;
    private @Nullable Runnable beginning;
    private int begun;

    private record Waiting(RoutingContext request, Context context) {

        private boolean isGone() {
            return request.response().closed();
        }
    }

    void behind(Backlog its, OpenStreams itsStreams, Claim whatIsNotDecoded) {
        backlog = its;
        open = itsStreams;
        undecoded = whatIsNotDecoded;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        int waiting = frames.with((ByteBuf) message);
        undecoded.holds(waiting < SMALL ? 0 : waiting);
        ctx.fireChannelRead(message);
    }

    /** @return whether the request may begin at once; those that wait begin in their order */
    boolean mayBegin(RoutingContext request) {
        open.add(request.request());
        if (begun++ < AT_ONCE && requests.isEmpty() && !backlog.isFull()) {
            return true;
        }
        requests.put(request.request().streamId(), new Waiting(request, Vertx.currentContext()));
        goOn();
        return false;
    }

    /** The stream is closed: by its client, or as its connection is. */
    void remove(int stream) {
        requests.remove(stream);
    }

    /** Of all that is open: the connection is closed. */
    void letGo() {
        open.close();
        leaveRounds();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        leaveRounds();
        undecoded.holds(0);
        ctx.fireChannelInactive();
    }

    private void leaveRounds() {
        if (beginning != null) {
            Rounds.remove(beginning);
        }
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

    /** Begins one, and the next after it: the first answer may be long. */
    void goOn() {
        if (beginning != null || backlog.isFull()) {
            return;
        }
        Iterator<Waiting> all = requests.values().iterator();
        if (all.hasNext()) {
            Waiting next = all.next();
            all.remove();
            begin(next);
        }
    }

    private void begin(Waiting next) {
        beginning = () -> next.context().runOnContext(now -> {
            beginning = null;
            if (!next.isGone()) {
                next.request().next();
            }
            goOn();
        });
        Rounds.add(loop, beginning);
    }
}
