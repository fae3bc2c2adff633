package com.leadlex.graphql.leadlex.connection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.Cause;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.MinutelyWarning;

import io.netty.channel.ChannelException;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;

/** Tells what an exception of the HTTP client means. */
public final class NetworkFailure {

    private static final Logger LOG = Logger.getLogger(NetworkFailure.class);

    private static final int LONGEST_REASON = 300;

    /** Where there is no connection at all, which seldom passes by itself. */
    private static final Map<Cause, MinutelyWarning> TO_MEND = Map.of(Cause.DNS, new MinutelyWarning(), Cause.CONNECT,
            new MinutelyWarning(), Cause.TLS, new MinutelyWarning());

    private NetworkFailure() {
    }

    public static Failure of(Throwable thrown) {
        Failure failure = failureOf(thrown);
        if (failure.cause() != null && TO_MEND.containsKey(failure.cause()) && TO_MEND.get(failure.cause()).isDue()) {
            LOG.warnf("Leadlex cannot be reached (%s): %s", failure.cause().word(), reason(thrown));
        }
        return failure;
    }

    /** The innermost message. There is nothing of a request or an answer in it: neither was sent yet. */
    public static String reason(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        if (innermost instanceof ClosedChannelException) {
            return "the connection was closed during the handshake";
        }
        if (innermost instanceof NotSslRecordException) {
            return "what answers there speaks no TLS"; // its message has the bytes that came
        }
        String message = String.valueOf(innermost.getMessage()).replaceAll("\\s+", " ");
        return message.length() <= LONGEST_REASON ? message : message.substring(0, LONGEST_REASON);
    }

    /** Without a warning. */
    public static Failure failureOf(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException || cause instanceof ReadTimeoutException) {
                return Failure.TIMEOUT;
            }
            if (cause instanceof IOException || cause instanceof VertxException || cause instanceof ChannelException
                    || isNotHttp(cause)) {
                return Failure.unavailable(where(cause));
            }
        }
        LOG.errorf("A call to Leadlex failed unexpectedly: %s", thrown.getClass().getName());
        return Failure.unavailable(null);
    }

    /** The answer is HTTP, but its content is not what its head says: gzip that is none. */
    public static boolean isOfContent(Throwable thrown) {
        return Causes.find(thrown, DecompressionException.class) != null;
    }

    /** Whether nobody answered at the address, so that nothing was sent. */
    public static boolean isOfConnecting(Throwable thrown) {
        return Causes.find(thrown, ConnectException.class) != null
                || Causes.find(thrown, NoRouteToHostException.class) != null;
    }

    /** Netty's exceptions for bytes that are not HTTP. */
    private static boolean isNotHttp(Throwable cause) {
        return cause instanceof CodecException || cause instanceof Http2Exception || cause instanceof IllegalArgumentException;
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
        // Of the latter, a connection that could not be begun: there are no descriptors left.
        if (thrown instanceof ConnectException || thrown instanceof NoRouteToHostException
                || thrown instanceof ChannelException) {
            return Cause.CONNECT;
        }
        if (thrown instanceof SSLException) {
            return Cause.TLS;
        }
        if (thrown instanceof TooManyInformational) {
            return Cause.BODY;
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
