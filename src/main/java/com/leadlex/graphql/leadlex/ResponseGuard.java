package com.leadlex.graphql.leadlex;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientBuilderListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

import com.leadlex.graphql.error.Failure;

import io.quarkus.rest.client.reactive.runtime.RestClientBuilderImpl;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

/**
 * Watches the bodies of Leadlex while they stream in, decompressed: one that is too large, or is not whole when the attempt's time is over,
 * is cut off there. The REST client's time-out ends with the head of an answer, and it has no limit of size: a body that stalls would keep
 * its connection for ever.
 */
public final class ResponseGuard implements RestClientBuilderListener {

    /** With HTTP/2 one connection carries about 100 calls at a time: enough of them that no key's hanging calls fill them all. */
    private static final int HTTP2_CONNECTIONS = 16;

    @Override
    public void onNewBuilder(RestClientBuilder builder) {
        if (builder instanceof VertxRequestCustomizingClientBuilder<?> vertx) {
            Config config = ConfigProvider.getConfig();
            long maxBytes = config.getOptionalValue("leadlex.max-response-bytes", Long.class).orElse(8L << 20);
            long millis = config.getOptionalValue("leadlex.timeout.attempt", Duration.class).orElse(Duration.ofSeconds(5)).toMillis();
            vertx.httpClientRequestCustomizer(request -> request.response().onSuccess(new Watch(request, maxBytes, millis)::watch));
            if (builder instanceof RestClientBuilderImpl quarkus) {
                quarkus.httpClientOptionsCustomizer(options -> options.setHttp2MaxPoolSize(HTTP2_CONNECTIONS));
            }
        }
    }

    private static final class Watch {

        private final HttpClientRequest request;
        private final long end;
        private long left;
        private int status;

        Watch(HttpClientRequest request, long maxBytes, long millis) {
            this.request = request;
            left = maxBytes;
            end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        }

        void watch(HttpClientResponse response) {
            status = response.statusCode();
            response.handler(this::count);
            Vertx vertx = Vertx.currentContext().owner();
            long time = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
            long timer = vertx.setTimer(time, over -> CutOffs.cutOff(request, Failure.TIMEOUT));
            response.end().onComplete(ended -> vertx.cancelTimer(timer));
        }

        private void count(Buffer chunk) {
            boolean within = left >= 0;
            left -= chunk.length();
            if (within && left < 0) {
                CutOffs.cutOff(request, status < 400 ? new Failure.InvalidResponse(status) : new Failure.Refused(status, null));
            }
        }
    }
}
