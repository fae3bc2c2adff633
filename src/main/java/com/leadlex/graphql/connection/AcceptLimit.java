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
 * Leaves connections beyond {@code quarkus.http.limits.max-connections} in the kernel until another connection is closed,
 * and installs the handlers that limit each accepted connection. Quarkus alone accepts and closes connections in a burst:
 * hundreds may leave no file descriptor to load classes with. Quarkus finds this class by {@code META-INF/services}.
 */
public final class AcceptLimit implements VertxServiceProvider {

    private static final Logger LOG = Logger.getLogger(AcceptLimit.class);
    private static final MinutelyWarning LIMIT_WARNING = new MinutelyWarning();

    /** Limits nothing in dev mode: Vert.x survives a live reload, but the class loader of this class does not. */
    @Override
    public void init(VertxBuilder builder) {
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT && builder.findTransport() instanceof JDKTransport) {
            builder.findTransport(new LimitedTransport());
        }
    }

    private static final class LimitedTransport extends JDKTransport {

        private final OverloadManager overloadManager = new OverloadManager(HeapBudget.CALLER_BUFFERS.bytes());

        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            return domainSocket ? super.serverChannelFactory(true) : () -> new LimitedServer(overloadManager);
        }
    }

    private static final class LimitedServer extends NioServerSocketChannel {

        /**
         * Linux doubles this size. By default the kernel keeps megabytes for a client that does not read.
         * This size allows 5 MB/s at a round trip of 100 ms.
         */
        private static final int SEND_BUFFER_BYTES = 256 * 1024;

        private static final int MIN_READ_BYTES = 64;
        private static final int INITIAL_READ_BYTES = 2 * 1024;
        private static final int MAX_READ_BYTES = 8 * 1024;
        private final ConnectionConfig config;
        private final OverloadManager overloadManager;
        private final int maxConnections;
        private final AtomicInteger openConnections = new AtomicInteger();

        LimitedServer(OverloadManager overloadManager) {
            SmallRyeConfig settings = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
            config = settings.getConfigMapping(ConnectionConfig.class);
            maxConnections = settings.getOptionalValue("quarkus.http.limits.max-connections", Integer.class)
                    .filter(connections -> connections > 0).orElse(Integer.MAX_VALUE);
            this.overloadManager = overloadManager;
        }

        @Override
        protected int doReadMessages(List<Object> acceptedChannels) throws Exception {
            if (openConnections.get() < maxConnections) {
                int newConnections = super.doReadMessages(acceptedChannels);
                if (newConnections > 0) {
                    openConnections.incrementAndGet();
                    limitConnection((Channel) acceptedChannels.get(acceptedChannels.size() - 1));
                }
                return newConnections;
            }
            if (LIMIT_WARNING.isDue()) {
                LOG.warnf("All %d connections that this process may have are in use; more wait until one is closed. Raise"
                        + " the limit of open files (ulimit -n), or quarkus.http.limits.max-connections.", maxConnections);
            }
            config().setAutoRead(false);
            if (openConnections.get() < maxConnections) { // a connection was closed meanwhile
                config().setAutoRead(true);
            }
            return 0;
        }

        private void limitConnection(Channel connection) {
            connection.config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES);
            // An event loop reads at most 8 KiB of each connection per iteration.
            connection.config().setRecvByteBufAllocator(
                    new AdaptiveRecvByteBufAllocator(MIN_READ_BYTES, INITIAL_READ_BYTES, MAX_READ_BYTES).maxMessagesPerRead(1));
            connection.pipeline().addFirst(new WriteBackpressure(config, overloadManager), new GateInstaller(overloadManager));
            connection.closeFuture().addListener(closedFuture -> {
                openConnections.decrementAndGet();
                config().setAutoRead(true);
            });
        }
    }

    /** Installs the gate at the first bytes of HTTP: with TLS, Vert.x adds its HTTP handlers only then. */
    private static final class GateInstaller extends ChannelInboundHandlerAdapter {

        private final OverloadManager overloadManager;

        GateInstaller(OverloadManager overloadManager) {
            this.overloadManager = overloadManager;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ChannelPipeline pipeline = ctx.pipeline();
            pipeline.remove(this);
            if (pipeline.get(HttpRequestDecoder.class) != null) {
                Http1RequestGate.install(pipeline, overloadManager);
            } else if (pipeline.get(Http2ConnectionHandler.class) == null) {
                pipeline.addLast(new GateInstaller(overloadManager));
            }
            ctx.fireChannelRead(message);
        }
    }
}
