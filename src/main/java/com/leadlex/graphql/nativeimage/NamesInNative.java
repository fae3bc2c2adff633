package com.leadlex.graphql.nativeimage;

import java.net.InetSocketAddress;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

import io.netty.resolver.AddressResolverGroup;
import io.vertx.core.dns.AddressResolverOptions;

/**
 * How Vert.x looks names up in the executable. Quarkus puts the blocking resolver into it, whatever {@code
 * quarkus.vertx.use-async-dns} says, and an event loop would wait for the name service. This goes with the first Quarkus that
 * keeps the asynchronous one.
 */
@TargetClass(className = "io.vertx.core.impl.resolver.DefaultResolverProvider")
final class NamesInNative {

    @Substitute
    public AddressResolverGroup<InetSocketAddress> resolver(AddressResolverOptions options) {
        return new Names();
    }
}
