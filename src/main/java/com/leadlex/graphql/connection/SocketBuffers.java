package com.leadlex.graphql.connection;

import jakarta.inject.Singleton;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;

/**
 * Bounds the answers that the kernel keeps for a client that does not read them. Left alone it keeps some megabytes for each; a
 * thousand of those would take a container's memory without the process having any of it. This is enough for 5 MB/s at a round
 * trip of 100 ms.
 */
@Singleton
class SocketBuffers implements HttpServerOptionsCustomizer {

    /** Linux doubles it. */
    private static final int SEND = 256 * 1024;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setSendBufferSize(SEND);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customizeHttpServer(options);
    }
}
