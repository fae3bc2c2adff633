package com.leadlex.graphql.leadlex;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.Cause;
import com.leadlex.graphql.error.Failure;

import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;

/** Tells what an exception of the HTTP client means. */
final class NetworkFailure {

    private static final Logger LOG = Logger.getLogger(NetworkFailure.class);

    private NetworkFailure() {
    }

    static Failure of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException || cause instanceof ReadTimeoutException) {
                return Failure.TIMEOUT;
            }
            if (cause instanceof IOException || cause instanceof VertxException || isNotHttp(cause)) {
                return Failure.unavailable(where(cause));
            }
        }
        LOG.errorf("A call to Leadlex failed unexpectedly: %s", thrown.getClass().getName());
        return Failure.unavailable(null);
    }

    /** The answer is HTTP, but its content is not what its head says: gzip that is none. */
    static boolean isOfContent(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof DecompressionException) {
                return true;
            }
        }
        return false;
    }

    /** Netty's exceptions for bytes that are not HTTP. */
    private static boolean isNotHttp(Throwable cause) {
        return cause instanceof CodecException || cause instanceof IllegalArgumentException;
    }

    private static Cause where(Throwable outermost) {
        for (Throwable cause = outermost; cause != null; cause = cause.getCause()) {
            Cause known = known(cause);
            if (known != null) {
                return known;
            }
        }
        return isNotHttp(outermost) ? Cause.BODY : Cause.RESET;
    }

    private static @Nullable Cause known(Throwable thrown) {
        if (thrown instanceof UnknownHostException) {
            return Cause.DNS;
        }
        if (thrown instanceof ConnectException) {
            return Cause.CONNECT;
        }
        if (thrown instanceof SSLException) {
            return Cause.TLS;
        }
        return thrown instanceof ClosedChannelException || thrown instanceof HttpClosedException
                || thrown instanceof PrematureChannelClosureException || wasClosed(thrown)
                        ? Cause.CLOSED
                        : null;
    }

    /** The REST client makes an {@link IOException} of an {@link HttpClosedException}, and keeps nothing but its message. */
    private static boolean wasClosed(Throwable thrown) {
        return thrown instanceof IOException && thrown.getMessage() != null && thrown.getMessage().endsWith(" was closed");
    }
}
