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

/** Maps exceptions of the HTTP client to failures, and warns the operator of causes that need a repair. */
public final class NetworkFailure {

    private static final Logger LOG = Logger.getLogger(NetworkFailure.class);

    private static final int MAX_REASON_LENGTH = 300;

    /** The warning for each cause that prevents all connections to Leadlex: an operator has to repair it. */
    private static final Map<Cause, MinutelyWarning> WARNING_BY_CAUSE = Map.of(Cause.DNS, new MinutelyWarning(), Cause.CONNECT,
            new MinutelyWarning(), Cause.TLS, new MinutelyWarning());

    /** The cause for each type of exception; the first row that matches the exception or one of its causes decides. */
    private static final List<CauseRow> CAUSE_ROWS = List.of(
            new CauseRow(UnknownHostException.class, Cause.DNS),
            new CauseRow(ConnectException.class, Cause.CONNECT),
            new CauseRow(NoRouteToHostException.class, Cause.CONNECT),
            new CauseRow(SSLException.class, Cause.TLS),
            new CauseRow(EndedByService.class, Cause.BODY),
            new CauseRow(ClosedChannelException.class, Cause.CLOSED),
            new CauseRow(HttpClosedException.class, Cause.CLOSED),
            new CauseRow(PrematureChannelClosureException.class, Cause.CLOSED),
            new CauseRow(ChannelException.class, Cause.CONNECT), // no descriptors are left for a socket
            new CauseRow(StreamResetException.class, Cause.RESET),
            new CauseRow(Http2Exception.class, Cause.BODY),
            new CauseRow(CodecException.class, Cause.BODY),
            new CauseRow(IllegalArgumentException.class, Cause.BODY), // of Netty, for a head that is not HTTP
            new CauseRow(IllegalStateException.class, Cause.BODY), // of Vert.x, for another version of HTTP
            new CauseRow(IOException.class, Cause.RESET),
            new CauseRow(VertxException.class, Cause.RESET));

    private record CauseRow(Class<? extends Throwable> exceptionType, Cause cause) {
    }

    /**
     * The request was not sent, because its connection must not be reused:
     * Leadlex closed it or sent unrequested bytes, another key asked for the same id on it, or it is silent.
     */
    static final EndedByService REQUEST_NOT_SENT = new EndedByService("The connection could not be used again");

    /** This service itself ended a connection or a response. The exception has no stack trace, since it is expected. */
    static final class EndedByService extends IOException {

        private static final long serialVersionUID = 1L;

        EndedByService(String reason) {
            super(reason);
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
        Cause cause = failure.cause();
        if (cause != null && WARNING_BY_CAUSE.containsKey(cause) && WARNING_BY_CAUSE.get(cause).isDue()) {
            LOG.warnf("Leadlex cannot be reached (%s): %s", cause.logValue(), innermostMessage(thrown));
        }
        return failure;
    }

    /** The message of the innermost cause. It contains no part of a request or an answer, since nothing was sent yet. */
    private static String innermostMessage(Throwable thrown) {
        Throwable innermostCause = thrown;
        while (innermostCause.getCause() != null && !(innermostCause instanceof UnknownHostException)) {
            innermostCause = innermostCause.getCause();
        }
        if (innermostCause instanceof ClosedChannelException) {
            return "the connection was closed during the handshake";
        }
        if (innermostCause instanceof NotSslRecordException) {
            return "the server does not speak TLS"; // the exception's message repeats the received bytes
        }
        String message = String.valueOf(innermostCause.getMessage()).replaceAll("\\s+", " ");
        return message.length() <= MAX_REASON_LENGTH ? message : message.substring(0, MAX_REASON_LENGTH);
    }

    private static Failure failureOf(Throwable thrown) {
        if (findCause(thrown, TimeoutException.class) != null || findCause(thrown, ReadTimeoutException.class) != null) {
            return Failure.TIMEOUT;
        }
        for (CauseRow row : CAUSE_ROWS) {
            if (findCause(thrown, row.exceptionType) != null) {
                return Failure.unavailable(row.cause);
            }
        }
        LOG.errorf("A call to Leadlex failed unexpectedly: %s", thrown.getClass().getName());
        return Failure.unavailable(/* cause= */ null);
    }

    /** @return the outermost exception of this type in the chain of causes, or null */
    static <T> @Nullable T findCause(Throwable thrown, Class<T> causeType) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (causeType.isInstance(cause)) {
                return causeType.cast(cause);
            }
        }
        return null;
    }

    /** True when no connection was made, or a pooled connection was closed before the request used it. */
    static boolean isBeforeSending(Throwable thrown) {
        return findCause(thrown, ConnectException.class) != null || findCause(thrown, NoRouteToHostException.class) != null
                || findCause(thrown, HttpClosedException.class) != null;
    }

    /** Names TLS where Vert.x reports a mere close: with TLS 1.3 a server refuses a client certificate after the handshake. */
    static Throwable withTlsCause(Throwable thrown) {
        VertxException vertxException = findCause(thrown, VertxException.class);
        return vertxException == null || vertxException.getClass() != VertxException.class ? thrown
                : new SSLException("closed before HTTP/2 began, as where the client certificate is missing or refused");
    }

    /** True when the exception says only that the connection was closed. */
    static boolean isConnectionClosed(Throwable thrown) {
        return findCause(thrown, ClosedChannelException.class) != null || findCause(thrown, HttpClosedException.class) != null;
    }
}
