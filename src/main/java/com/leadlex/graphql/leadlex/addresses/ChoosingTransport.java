package com.leadlex.graphql.leadlex.addresses;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.vertx.core.impl.transports.JDKTransport;

/** A transport of Vert.x that connects to the chosen address of Leadlex's name, and listens as the other one does. */
final class ChoosingTransport extends JDKTransport {

    private final JDKTransport other;

    ChoosingTransport(JDKTransport other) {
        this.other = other;
    }

    @Override
    public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
        HostAddresses known = EveryAddress.ofLeadlex();
        InetAddress chosen = known == null || address.isDomainSocket() || !known.areOf(address.host()) ? null : known.chosen();
        return chosen == null ? other.convert(address) : new InetSocketAddress(chosen, address.port());
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return other.serverChannelFactory(domainSocket);
    }
}
