package com.leadlex.graphql.connection;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import com.leadlex.graphql.error.MinutelyWarning;
import com.leadlex.graphql.memory.HeapBudget;
import com.leadlex.graphql.memory.OverloadManager;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Leaves connections beyond {@code quarkus.http.limits.max-connections} in the kernel until another one is closed, and installs
 * the handlers that limit each accepted one. Quarkus alone accepts and closes them, hundreds in a burst: a start that is still
 * loading classes then has no descriptors left. Quarkus finds this class by {@code META-INF/services} when it builds.
 */
public final class AcceptLimit implements VertxServiceProvider {

    private static final Logger LOG = Logger.getLogger(AcceptLimit.class);
    private static final MinutelyWarning WARNING = new MinutelyWarning();

    /** Not in dev mode: Vert.x outlives a live reload, and the class loader of this class does not. */
    @Override
    public void init(VertxBuilder builder) {
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT && builder.findTransport() instanceof JDKTransport) {
            builder.findTransport(new LimitedTransport());
        }
    }

    private static final class LimitedTransport extends JDKTransport {

        private final OverloadManager overload = new OverloadManager(HeapBudget.WAITING.bytes());

        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            return domainSocket ? super.serverChannelFactory(true) : () -> new LimitedServer(overload);
        }
    }

    private static final class LimitedServer extends NioServerSocketChannel {

        /**
         * In bytes; Linux doubles it. By default the kernel keeps megabytes for a client that does not read. This size allows
         * 5 MB/s at a round trip of 100 ms.
         */
        private static final int SEND_BUFFER = 256 * 1024;

        private final ConnectionConfig config;
        private final OverloadManager overload;
        private final int limit;
        private final AtomicInteger open = new AtomicInteger();

        LimitedServer(OverloadManager overload) {
            SmallRyeConfig settings = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
            config = settings.getConfigMapping(ConnectionConfig.class);
            limit = settings.getOptionalValue("quarkus.http.limits.max-connections", Integer.class)
                    .filter(connections -> connections > 0)
                    .orElse(Integer.MAX_VALUE);
            this.overload = overload;
        }

        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            if (open.get() < limit) {
                int count = super.doReadMessages(accepted);
                if (count > 0) {
                    open.incrementAndGet();
                    prepare((Channel) accepted.get(accepted.size() - 1));
                }
                return count;
            }
            if (WARNING.isDue()) {
                LOG.warnf("All %d connections that this process may have are in use; more wait until one is closed. Raise"
                        + " the limit of open files (ulimit -n), or quarkus.http.limits.max-connections.", limit);
            }
            config().setAutoRead(false);
            if (open.get() < limit) { // one was closed meanwhile
                config().setAutoRead(true);
            }
            return 0;
        }

        private void prepare(Channel connection) {
            connection.config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
            // An event loop reads at most 8 KiB of each connection per iteration.
            connection.config()
                    .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(64, 2_048, 8_192).maxMessagesPerRead(1));
            connection.pipeline().addFirst(new WriteBackpressure(config, overload), new GateInstaller(overload));
            connection.closeFuture().addListener(closed -> {
                open.decrementAndGet();
                config().setAutoRead(true);
            });
        }
    }

    /** Waits for the first bytes of HTTP: with TLS, Vert.x makes the pipeline for them only then. */
    private static final class GateInstaller extends ChannelInboundHandlerAdapter {

        private final OverloadManager overload;

        GateInstaller(OverloadManager overload) {
            this.overload = overload;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ChannelPipeline pipeline = ctx.pipeline();
            pipeline.remove(this);
            if (pipeline.get(HttpRequestDecoder.class) != null) {
                Http1RequestGate.install(pipeline, overload);
            } else if (pipeline.get(Http2ConnectionHandler.class) == null) {
                pipeline.addLast(new GateInstaller(overload));
            }
            ctx.fireChannelRead(message);
        }
    }
}
