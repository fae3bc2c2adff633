package com.leadlex.graphql.leadlex.connection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
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
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;

/** Maps exceptions of the HTTP client to failures, and warns the operator of those that seldom pass by themselves. */
public final class NetworkFailure {

    private static final Logger LOG = Logger.getLogger(NetworkFailure.class);

    private static final int LONGEST_REASON = 300;

    /** Causes that an operator has to mend: no connection can be made. */
    private static final Map<Cause, MinutelyWarning> TO_MEND = Map.of(Cause.DNS, new MinutelyWarning(), Cause.CONNECT,
            new MinutelyWarning(), Cause.TLS, new MinutelyWarning());

    /** The cause for each type of exception; the first row that matches the exception or one of its causes decides. */
    private static final List<Row> ROWS = List.of(
            new Row(UnknownHostException.class, Cause.DNS),
            new Row(ConnectException.class, Cause.CONNECT),
            new Row(NoRouteToHostException.class, Cause.CONNECT),
            new Row(SSLException.class, Cause.TLS),
            new Row(Ended.class, Cause.BODY),
            new Row(ClosedChannelException.class, Cause.CLOSED),
            new Row(HttpClosedException.class, Cause.CLOSED),
            new Row(PrematureChannelClosureException.class, Cause.CLOSED),
            new Row(ChannelException.class, Cause.CONNECT), // no descriptors are left for a socket
            new Row(StreamResetException.class, Cause.RESET),
            new Row(Http2Exception.class, Cause.BODY),
            new Row(CodecException.class, Cause.BODY),
            new Row(IllegalArgumentException.class, Cause.BODY), // of Netty, for a head that is not HTTP
            new Row(IllegalStateException.class, Cause.BODY), // of Vert.x, for another version of HTTP
            new Row(IOException.class, Cause.RESET),
            new Row(VertxException.class, Cause.RESET));

    private record Row(Class<? extends Throwable> type, Cause cause) {
    }

    /**
     * The request was not sent, because its connection must not be reused: Leadlex closed it or sent unrequested bytes, another
     * key asked for the same id on it, or it is silent.
     */
    static final Ended NOT_SENT = new Ended("The connection could not be used again");

    /** This service itself ended a connection or a response. Without a stack trace, since that is expected. */
    static final class Ended extends IOException {

        private static final long serialVersionUID = 1L;

        Ended(String why) {
            super(why);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private NetworkFailure() {
    }

    public static Failure of(Throwable thrown) {
        Failure failure = failureOf(thrown);
        if (failure.cause() != null && TO_MEND.containsKey(failure.cause()) && TO_MEND.get(failure.cause()).isDue()) {
            LOG.warnf("Leadlex cannot be reached (%s): %s", failure.cause().word(), reason(thrown));
        }
        return failure;
    }

    /** The innermost message. It holds no part of a request or an answer, since none was sent yet. */
    private static String reason(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null && !(innermost instanceof UnknownHostException)) {
            innermost = innermost.getCause();
        }
        if (innermost instanceof ClosedChannelException) {
            return "the connection was closed during the handshake";
        }
        if (innermost instanceof NotSslRecordException) {
            return "the server does not speak TLS"; // the exception's message shows the bytes that came
        }
        String message = String.valueOf(innermost.getMessage()).replaceAll("\\s+", " ");
        return message.length() <= LONGEST_REASON ? message : message.substring(0, LONGEST_REASON);
    }

    private static Failure failureOf(Throwable thrown) {
        if (find(thrown, TimeoutException.class) != null || find(thrown, ReadTimeoutException.class) != null) {
            return Failure.TIMEOUT;
        }
        for (Row row : ROWS) {
            if (find(thrown, row.type) != null) {
                return Failure.unavailable(row.cause);
            }
        }
        LOG.errorf("A call to Leadlex failed unexpectedly: %s", thrown.getClass().getName());
        return Failure.unavailable(null);
    }

    /** @return the outermost exception of that type in the chain of causes, or null */
    static <T> @Nullable T find(Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    /** True when no connection was made, or a pooled one was closed before the request used it. */
    static boolean isBeforeSending(Throwable thrown) {
        return find(thrown, ConnectException.class) != null || find(thrown, NoRouteToHostException.class) != null
                || find(thrown, HttpClosedException.class) != null;
    }

    /** With TLS 1.3 a server refuses a client certificate after the handshake, which Vert.x reports as a mere close. */
    static Throwable beforeHttp2(Throwable thrown) {
        VertxException closed = find(thrown, VertxException.class);
        return closed == null || closed.getClass() != VertxException.class ? thrown
                : new SSLException("closed before HTTP/2 began, as where the client certificate is missing or refused");
    }

    /** True when the exception says only that the connection was closed. */
    static boolean isClosed(Throwable thrown) {
        return find(thrown, ClosedChannelException.class) != null || find(thrown, HttpClosedException.class) != null;
    }
}
