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
 * Configures the HTTP client of Leadlex where no setting can: an {@link Exchange} for each connection, and the options below.
 * <p>
 * Found by {@code META-INF/services}: a native executable has to include that file (application.properties) and this class.
 * Without this class no response has a {@link ResponseAccount.Head}, and no look-up succeeds.
 */
@RegisterForReflection
public final class ResponseGuard implements RestClientBuilderListener {

    /** The limit of a response's head: one or two policy headers of a proxy can exceed the default of 8 KiB. */
    private static final int MAX_HEAD_BYTES = 64 << 10;
    private static final AttributeKey<Exchange> EXCHANGE_ATTRIBUTE = AttributeKey.valueOf(ResponseGuard.class, "exchange");

    @Override
    public void onNewBuilder(RestClientBuilder builder) {
        if (builder instanceof VertxRequestCustomizingClientBuilder<?> vertxBuilder) {
            vertxBuilder.httpClientOptionsCustomizer(options -> {
                LeadlexConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class)
                        .getConfigMapping(LeadlexConfig.class);
                vertxBuilder.httpClientRequestCustomizer(
                        configureClient(options, config.maxResponseBytes(), config.timeout().attempt()));
            });
        }
    }

    /**
     * @param maxBodyBytes the limit of one response's body
     * @param attemptTimeout how long an attempt may take, to the end of the response
     * @return the hook to call for each request before it is sent, on the context that waits for its response
     */
    static Consumer<HttpClientRequest> configureClient(HttpClientOptions options, long maxBodyBytes, Duration attemptTimeout) {
        options.setMaxHeaderSize(MAX_HEAD_BYTES);
        options.getInitialSettings().setMaxHeaderListSize(MAX_HEAD_BYTES);
        // Without TLS, quarkus.rest-client.leadlex.http2 means that the server is known to speak HTTP/2: no upgrade.
        options.setHttp2ClearTextUpgrade(false);
        HttpDecoderConfig decoderConfig = new HttpDecoderConfig().setMaxInitialLineLength(options.getMaxInitialLineLength())
                .setMaxHeaderSize(MAX_HEAD_BYTES).setMaxChunkSize(options.getMaxChunkSize())
                .setInitialBufferSize(options.getDecoderInitialBufferSize());
        AtomicLong silenceCutoffNanos = new AtomicLong(System.nanoTime());
        return request -> {
            request.putHeader(HttpHeaders.ACCEPT_ENCODING, "gzip"); // ResponseAccount inflates it
            HttpConnection connection = request.connection();
            // ConnectionBase is internal: the API of Vert.x does not give a connection's channel.
            Channel channel = ((ConnectionBase) connection).channel();
            Exchange exchange = channel.attr(EXCHANGE_ATTRIBUTE).get();
            if (exchange == null) {
                exchange = attachExchange(channel, request.version() == HttpVersion.HTTP_2
                        ? new Http2Exchange(connection, maxBodyBytes, attemptTimeout, silenceCutoffNanos)
                        : new Http1Exchange(connection, decoderConfig, maxBodyBytes, attemptTimeout, silenceCutoffNanos));
            }
            ResponseAccount.ofCurrentContext().prepareRequest(request, exchange);
        };
    }

    private static Exchange attachExchange(Channel channel, Exchange newExchange) {
        Exchange attachedExchange = channel.attr(EXCHANGE_ATTRIBUTE).setIfAbsent(newExchange);
        if (attachedExchange != null) {
            return attachedExchange;
        }
        if (channel.eventLoop().inEventLoop()) {
            newExchange.addHandlers(channel.pipeline());
        } else { // a later turn of the same event loop writes the request
            channel.eventLoop().execute(() -> newExchange.addHandlers(channel.pipeline()));
        }
        return newExchange;
    }

    /** Creates the REST client at start, so that settings that cannot work stop the start. */
    @Singleton
    static class EarlyClient {

        void createClient(@Observes StartupEvent startupEvent, @RestClient LeadlexClient client) {
            ClientProxy.unwrap(client);
        }
    }
}
