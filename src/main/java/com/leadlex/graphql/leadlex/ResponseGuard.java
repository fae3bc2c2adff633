package com.leadlex.graphql.leadlex;

import java.time.Duration;
import java.util.function.Consumer;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientBuilderListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Watches the bodies of Leadlex while they stream in, decompressed: one that is too large, or trickles on after the
 * attempt's time is over, is cut off there instead of being collected to its end. The REST client has a time-out for
 * silence only, and no limit of size.
 * <p>
 * Found by {@code META-INF/services}: a native executable has to be told of that file (application.properties) and of this
 * class. {@link GuardCheck} sees to it that it is there.
 */
@RegisterForReflection
public final class ResponseGuard implements RestClientBuilderListener {

    /** One carries about 100 calls at a time; with a single one, the default, the hanging calls of one key could fill it. */
    private static final int HTTP2_CONNECTIONS = 16;

    private static volatile boolean attached;

    /** Whether a client was made with it. */
    static boolean isAttached() {
        return attached;
    }

    @Override
    public void onNewBuilder(RestClientBuilder builder) {
        if (builder instanceof VertxRequestCustomizingClientBuilder<?> vertx) {
            Config config = ConfigProvider.getConfig();
            long maxBytes = config.getOptionalValue("leadlex.max-response-bytes", Long.class).orElse(8L << 20);
            long nanos = config.getOptionalValue("leadlex.timeout.attempt", Duration.class).orElse(Duration.ofSeconds(5))
                    .toNanos();
            // The property for gzip makes Quarkus warn of an unknown one at each start.
            vertx.httpClientOptionsCustomizer(options -> {
                options.setDecompressionSupported(true).setHttp2MaxPoolSize(HTTP2_CONNECTIONS);
                ConnectionGuard connections = new ConnectionGuard(options);
                attached = true;
                vertx.httpClientRequestCustomizer(request -> {
                    connections.guard(request.connection());
                    request.response().onSuccess(new Watch(request, maxBytes, nanos)::watch);
                });
            });
        }
    }

    /** The body is over the limit. No stack trace: it is an expected end. */
    static final class TooLarge extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private static final String MESSAGE = "The response is too large";

        TooLarge() {
            super(MESSAGE, null, false, false);
        }
    }

    private static final class Watch implements Consumer<Buffer> {

        private final HttpClientRequest request;
        private final long end;
        private long left;

        Watch(HttpClientRequest request, long maxBytes, long nanos) {
            this.request = request;
            left = maxBytes;
            end = System.nanoTime() + nanos;
        }

        void watch(HttpClientResponse response) {
            response.handler(this::accept);
        }

        @Override
        public void accept(Buffer chunk) {
            left -= chunk.length();
            if (left < 0) {
                cut(new TooLarge());
            } else if (System.nanoTime() - end > 0) {
                request.reset();
            }
        }

        /**
         * Ends the response with this failure. A reset would end it with one that tells nothing; so HTTP/1 gets it by
         * way of its channel, which is closed then. HTTP/2 shares its connection with other calls, so there it is an error
         * of the stream.
         */
        private void cut(TooLarge failure) {
            left = Long.MAX_VALUE; // what is on its way still changes nothing
            if (!(request.connection() instanceof ConnectionBase connection)) {
                request.reset(0, failure);
            } else if (request.version() == HttpVersion.HTTP_2) {
                ChannelHandlerContext http2 = connection.channel().pipeline().context(Http2ConnectionHandler.class);
                Throwable ofStream = Http2Exception.streamError(request.streamId(), Http2Error.CANCEL, failure,
                        TooLarge.MESSAGE);
                http2.executor().execute(() -> ((Http2ConnectionHandler) http2.handler()).onError(http2, false, ofStream));
            } else {
                connection.channel().pipeline().fireExceptionCaught(failure);
            }
        }
    }
}
