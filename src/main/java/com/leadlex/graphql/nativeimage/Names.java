package com.leadlex.graphql.nativeimage;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.RoundRobinInetAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import io.vertx.core.dns.AddressResolverOptions;

/**
 * Resolves host names in the executable, where Quarkus uses Vert.x' blocking resolver even
 * with {@code quarkus.vertx.use-async-dns}, so that event loops would wait for the name service. This resolver asks the system
 * on its own threads, and takes any of a host's addresses, as {@code quarkus.vertx.resolver.round-robin-inet-address} says.
 * Can be deleted with the first Quarkus that keeps the asynchronous resolver.
 */
final class Names extends AddressResolverGroup<InetSocketAddress> {

    @TargetClass(className = "io.vertx.core.impl.resolver.DefaultResolverProvider")
    static final class InNative {

        @Substitute
        public AddressResolverGroup<InetSocketAddress> resolver(AddressResolverOptions options) {
            return new Names();
        }
    }

    private final Executor nameServiceThreads = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "name-service");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor eventLoop) {
        return new RoundRobinInetAddressResolver(eventLoop, new InetNameResolver(eventLoop) {

            @Override
            protected void doResolve(String host, Promise<InetAddress> address) {
                resolveOnOwnThread(() -> InetAddress.getByName(host), address);
            }

            @Override
            protected void doResolveAll(String host, Promise<List<InetAddress>> addresses) {
                resolveOnOwnThread(() -> List.of(InetAddress.getAllByName(host)), addresses);
            }
        }).asAddressResolver();
    }

    private <T> void resolveOnOwnThread(Callable<T> systemLookup, Promise<T> answer) {
        nameServiceThreads.execute(() -> {
            try {
                answer.trySuccess(systemLookup.call());
            } catch (Exception e) {
                answer.tryFailure(e);
            }
        });
    }
}
