package com.leadlex.graphql.nativeimage;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.Future;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the executable looks names up with, here on a JVM. */
class NamesTest {

    @Test
    void aNameIsLookedUpElsewhereThanOnTheEventLoop() throws Exception {
        DefaultEventExecutor loop = new DefaultEventExecutor();
        Future<InetSocketAddress> known = new Names().getResolver(loop)
                .resolve(InetSocketAddress.createUnresolved("localhost", 80));
        assertTrue(known.get(5, TimeUnit.SECONDS).getAddress().isLoopbackAddress());
        Future<InetSocketAddress> tooLong = new Names().getResolver(loop)
                .resolve(InetSocketAddress.createUnresolved("a".repeat(300), 80));
        assertTrue(tooLong.await(20, TimeUnit.SECONDS));
        assertInstanceOf(UnknownHostException.class, tooLong.cause());
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
}
