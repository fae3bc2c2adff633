package com.leadlex.graphql.leadlex.addresses;

import org.jspecify.annotations.Nullable;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Has Vert.x connect to the chosen one of Leadlex's {@link HostAddresses}. This is where Vert.x turns a name into what Netty
 * connects to; names of certificates are checked as before. Quarkus finds it by {@code META-INF/services} when it builds.
 */
public final class EveryAddress implements VertxServiceProvider {

    private static volatile @Nullable HostAddresses leadlex;

    @Override
    public void init(VertxBuilder builder) {
        // A native one stays as it is, and connects to the first address.
        if (builder.findTransport() instanceof JDKTransport jdk) {
            builder.findTransport(new ChoosingTransport(jdk));
        }
    }

    /** @return null where Leadlex is reached by a proxy, which looks its name up, or has no name */
    public static @Nullable HostAddresses ofLeadlex() {
        return leadlex;
    }

    static void use(@Nullable HostAddresses addresses) {
        leadlex = addresses;
    }
}
