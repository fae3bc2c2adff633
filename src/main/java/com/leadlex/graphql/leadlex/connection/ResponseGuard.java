package com.leadlex.graphql.leadlex.connection;

import java.time.Duration;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientBuilderListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

import com.leadlex.graphql.leadlex.LeadlexConfig;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;

/**
 * Sets the client of Leadlex up with what no setting does: {@link AnswerHandlers} on each connection, {@link RequestWatch} on
 * each request over HTTP/2, decompression.
 * <p>
 * Found by {@code META-INF/services}: a native executable has to be told of that file (application.properties) and of this
 * class. {@link GuardCheck} sees to it that it is there.
 */
@RegisterForReflection
public final class ResponseGuard implements RestClientBuilderListener {

    /** In bytes. The default of 8 KiB is less than what a policy header or two of a proxy can take. */
    private static final int LARGEST_HEAD = 64 << 10;

    private static volatile boolean attached;

    /** Whether a client was made with it. */
    static boolean isAttached() {
        return attached;
    }

    @Override
    public void onNewBuilder(RestClientBuilder builder) {
        if (builder instanceof VertxRequestCustomizingClientBuilder<?> vertx) {
            vertx.httpClientOptionsCustomizer(options -> guard(vertx, options));
        }
    }

    private static void guard(VertxRequestCustomizingClientBuilder<?> builder, HttpClientOptions options) {
        LeadlexConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class).getConfigMapping(LeadlexConfig.class);
        long maxBytes = config.maxResponseBytes();
        Duration attempt = config.timeout().attempt();
        // The property for gzip makes Quarkus warn of an unknown one at each start.
        options.setDecompressionSupported(true).setMaxHeaderSize(LARGEST_HEAD);
        options.getInitialSettings().setMaxHeaderListSize(LARGEST_HEAD);
        AnswerHandlers handlers = new AnswerHandlers(options, maxBytes, attempt.toNanos());
        builder.httpClientRequestCustomizer(request -> {
            handlers.expectAnswer(request.connection());
            Intake intake = Intake.current();
            if (request.version() == HttpVersion.HTTP_2) {
                new RequestWatch(request, maxBytes, attempt.toNanos());
            } else if (intake != null) {
                intake.sentOn(request.connection());
            }
        });
        attached = true;
    }
}
