package com.leadlex.graphql.connection;

import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import com.leadlex.graphql.error.MinutelyWarning;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Takes no connection beyond {@code quarkus.http.limits.max-connections} off the kernel, where it waits until another one is
 * closed. Quarkus alone takes it and closes it, and of a burst it takes hundreds before it comes to that: on a start that is
 * still loading classes, for which it then has no descriptors left. Quarkus finds this by {@code META-INF/services} when it
 * builds. Each connection is read in {@link Portions}, and bounded on its {@link Arrival}.
 */
public final class AcceptLimit implements VertxServiceProvider {

    private static final Logger LOG = Logger.getLogger(AcceptLimit.class);
    private static final MinutelyWarning WARNING = new MinutelyWarning();

    /** Not in dev mode: Vert.x outlives a live reload, and the class loader of this class does not. */
    @Override
    public void init(VertxBuilder builder) {
        int most = ConfigProvider.getConfig().getOptionalValue("quarkus.http.limits.max-connections", Integer.class)
                .filter(limit -> limit > 0).orElse(Integer.MAX_VALUE);
        // Whoever set another one before keeps what it does.
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT && builder.findTransport() instanceof JDKTransport jdk) {
            builder.findTransport(new LimitedTransport(jdk, most));
        }
    }

    private static final class LimitedTransport extends JDKTransport {

        private final JDKTransport other;
        private final int most;

        LimitedTransport(JDKTransport other, int most) {
            this.other = other;
            this.most = most;
        }

        @Override
        public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
            return other.convert(address);
        }

        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            return domainSocket ? other.serverChannelFactory(true) : () -> new LimitedServer(most);
        }
    }

    private static final class LimitedServer extends NioServerSocketChannel {

        /** At a time. {@link Portions} lets in less; the rest of each would wait outside of the heap, by default 64 KiB. */
        private static final RecvByteBufAllocator RECEIVED = new AdaptiveRecvByteBufAllocator(64, 2_048, 8_192);

        private final int most;
        private final AtomicInteger open = new AtomicInteger();

        LimitedServer(int most) {
            this.most = most;
        }

        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            if (open.get() >= most) {
                if (WARNING.isDue()) {
                    LOG.warnf("All %d connections that this process may have are in use; more wait until one is closed. Raise"
                            + " the limit of open files (ulimit -n), or quarkus.http.limits.max-connections.", most);
                }
                config().setAutoRead(false);
                if (open.get() < most) { // one was closed in between
                    config().setAutoRead(true);
                }
                return 0;
            }
            int count = super.doReadMessages(accepted);
            if (count > 0) {
                open.incrementAndGet();
                Channel connection = (Channel) accepted.get(accepted.size() - 1);
                connection.config().setRecvByteBufAllocator(RECEIVED);
                connection.pipeline().addFirst(new Portions(), new Arrival());
                connection.closeFuture().addListener(closed -> {
                    open.decrementAndGet();
                    config().setAutoRead(true);
                });
            }
            return count;
        }
    }
}
