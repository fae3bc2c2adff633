package com.leadlex.graphql.leadlex.connection;

import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.eclipse.microprofile.rest.client.spi.RestClientBuilderListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

import com.leadlex.graphql.leadlex.LeadlexClient;
import com.leadlex.graphql.leadlex.LeadlexConfig;

import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.http.HttpClientOptions;

/**
 * Sets the client of Leadlex up with what no setting does: {@link Exchanges}, and the options below.
 * <p>
 * Found by {@code META-INF/services}: a native executable has to be told of that file (application.properties) and of this
 * class. {@link Check} sees to it that it is there.
 */
@RegisterForReflection
public final class ResponseGuard implements RestClientBuilderListener {

    /** In bytes. The default of 8 KiB is less than what a policy header or two of a proxy can take. */
    private static final int LARGEST_HEAD = 64 << 10;

    private static volatile boolean attached;

    @Override
    public void onNewBuilder(RestClientBuilder builder) {
        if (builder instanceof VertxRequestCustomizingClientBuilder<?> vertx) {
            vertx.httpClientOptionsCustomizer(options -> guard(vertx, options));
        }
    }

    private static void guard(VertxRequestCustomizingClientBuilder<?> builder, HttpClientOptions options) {
        LeadlexConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class).getConfigMapping(LeadlexConfig.class);
        builder.httpClientRequestCustomizer(guard(options, config.maxResponseBytes(), config.timeout().attempt())::begin);
        attached = true;
    }

    /** @param attempt how long an attempt may take */
    static Exchanges guard(HttpClientOptions options, long maxBytes, Duration attempt) {
        options.setMaxHeaderSize(LARGEST_HEAD);
        options.getInitialSettings().setMaxHeaderListSize(LARGEST_HEAD);
        // HTTP/2 without TLS goes by prior knowledge, which is what quarkus.rest-client.leadlex.http2 says.
        options.setHttp2ClearTextUpgrade(false);
        return new Exchanges(options, maxBytes, attempt.toNanos());
    }

    /**
     * Makes the client at start, instead of by the first look-up, and refuses to start when {@link ResponseGuard} was not
     * asked: without it everything works, and nothing limits or checks what Leadlex sends.
     */
    @Singleton
    static class Check {

        void check(@Observes StartupEvent starting, @RestClient LeadlexClient client) {
            ClientProxy.unwrap(client);
            if (!attached) {
                throw new IllegalStateException("The guard of Leadlex's answers is missing in this build: "
                        + "META-INF/services must name it, and a native executable must hold that file and the class.");
            }
        }
    }
}
