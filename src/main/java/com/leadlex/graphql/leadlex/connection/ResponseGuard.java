package com.leadlex.graphql.leadlex.connection;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.eclipse.microprofile.rest.client.spi.RestClientBuilderListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

import com.leadlex.graphql.leadlex.LeadlexClient;
import com.leadlex.graphql.leadlex.LeadlexConfig;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.util.AttributeKey;
import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Configures the HTTP client of Leadlex beyond its settings: an {@link Exchange} for each connection, and the options below.
 * <p>
 * Found by {@code META-INF/services}: a native executable has to include that file (application.properties) and this class.
 * Without it no response has a {@link ResponseAccount.Head}, and no look-up succeeds.
 */
@RegisterForReflection
public final class ResponseGuard implements RestClientBuilderListener {

    /** In bytes. One or two policy headers of a proxy can exceed the default of 8 KiB. */
    private static final int LARGEST_HEAD = 64 << 10;
    private static final AttributeKey<Exchange> EXCHANGE = AttributeKey.valueOf(ResponseGuard.class, "exchange");

    @Override
    public void onNewBuilder(RestClientBuilder builder) {
        if (builder instanceof VertxRequestCustomizingClientBuilder<?> vertx) {
            vertx.httpClientOptionsCustomizer(options -> {
                LeadlexConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class)
                        .getConfigMapping(LeadlexConfig.class);
                vertx.httpClientRequestCustomizer(guard(options, config.maxResponseBytes(), config.timeout().attempt()));
            });
        }
    }

    /**
     * @param maxBytes of the body of a response
     * @param attempt how long an attempt may take, to the end of the response
     * @return the hook to call for each request before it is sent, on the context that waits for its response
     */
    static Consumer<HttpClientRequest> guard(HttpClientOptions options, long maxBytes, Duration attempt) {
        options.setMaxHeaderSize(LARGEST_HEAD);
        options.getInitialSettings().setMaxHeaderListSize(LARGEST_HEAD);
        // HTTP/2 without TLS goes by prior knowledge, which is what quarkus.rest-client.leadlex.http2 says.
        options.setHttp2ClearTextUpgrade(false);
        HttpDecoderConfig decoder = new HttpDecoderConfig().setMaxInitialLineLength(options.getMaxInitialLineLength())
                .setMaxHeaderSize(LARGEST_HEAD).setMaxChunkSize(options.getMaxChunkSize())
                .setInitialBufferSize(options.getDecoderInitialBufferSize());
        AtomicLong silentSince = new AtomicLong(System.nanoTime());
        return request -> {
            request.putHeader(HttpHeaders.ACCEPT_ENCODING, "gzip"); // what ResponseAccount inflates
            HttpConnection connection = request.connection();
            // The only internal class of Vert.x here: its API does not give a connection's channel.
            Channel channel = ((ConnectionBase) connection).channel();
            Exchange exchange = channel.attr(EXCHANGE).get();
            if (exchange == null) {
                exchange = attach(channel, request.version() == HttpVersion.HTTP_2
                        ? new Http2Exchange(connection, maxBytes, attempt, silentSince)
                        : new Http1Exchange(connection, decoder, maxBytes, attempt, silentSince));
            }
            ResponseAccount.current().send(request, exchange);
        };
    }

    private static Exchange attach(Channel channel, Exchange created) {
        Exchange known = channel.attr(EXCHANGE).setIfAbsent(created);
        if (known != null) {
            return known;
        }
        if (channel.eventLoop().inEventLoop()) {
            created.attach(channel.pipeline());
        } else { // the request is written by a later turn of the same loop
            channel.eventLoop().execute(() -> created.attach(channel.pipeline()));
        }
        return created;
    }

    /** Creates the client at start, so that settings that cannot work stop the start. */
    @Singleton
    static class EarlyClient {

        void make(@Observes StartupEvent starting, @RestClient LeadlexClient client) {
            ClientProxy.unwrap(client);
        }
    }
}
