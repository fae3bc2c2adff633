package com.leadlex.graphql.nativeimage;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.RoundRobinInetAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;

/**
 * Asks the system for names on threads of its own, and gives any of a name's addresses, as {@code
 * quarkus.vertx.resolver.round-robin-inet-address} has it.
 */
final class Names extends AddressResolverGroup<InetSocketAddress> {

    private static final int THREADS = 4;

    private final Executor threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "name-service");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor loop) {
        return new RoundRobinInetAddressResolver(loop, new InetNameResolver(loop) {

            @Override
            protected void doResolve(String host, Promise<InetAddress> address) {
                ask(() -> InetAddress.getByName(host), address);
            }

            @Override
            protected void doResolveAll(String host, Promise<List<InetAddress>> addresses) {
                ask(() -> List.of(InetAddress.getAllByName(host)), addresses);
            }
        }).asAddressResolver();
    }

    private <T> void ask(Callable<T> system, Promise<T> answer) {
        threads.execute(() -> {
            try {
                answer.trySuccess(system.call());
            } catch (Exception e) {
                answer.tryFailure(e);
            }
        });
    }
}
