package com.leadlex.graphql.leadlex.connection;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.zip.DataFormatException;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.memory.OperationMemory;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;

/**
 * Counts the bytes of a call's response against the memory of the operation. Keeps the head of a response whose body fails,
 * and the HTTP client's exception, of which the REST client keeps only the message.
 * Vert.x' context of the call holds this account, since the REST client has no parameter for it.
 */
public final class ResponseAccount {

    /** Limits how often a request is sent again to a server that refuses every stream, or every connection. */
    private static final int MAX_RESENDS = 5;
    /** For how long another address of the host is tried at once: not after the connect time-out has passed twice. */
    private static final long MAX_RECONNECT_NANOS = TimeUnit.SECONDS.toNanos(3);
    /** A body may have this many chunks, and one more for each 64 bytes: even a tiny chunk costs memory. */
    private static final long FREE_CHUNKS = 1_024;
    private static final int BYTES_PER_FURTHER_CHUNK = 64;

    final ApiKey.Fingerprint key;
    private final OperationMemory memory;
    private final boolean usesTls;
    private final AtomicLong takenBytes = new AtomicLong();
    private final AtomicLong givenUpBytes = new AtomicLong();
    private final long startNanos = System.nanoTime();
    private int resendCount;
    private long maxBodyBytes;
    private long remainingBytes;
    private long remainingChunkBytes;
    private volatile boolean isCancelled;
    private volatile @Nullable SentRequest sentRequest;
    private volatile @Nullable Head head;
    private volatile @Nullable Failure cutOffFailure;
    private volatile @Nullable Throwable firstException;

    /** @param headers gives the values of a header by its name; an empty list for an absent header */
    public record Head(int status, Function<String, List<String>> headers) {
    }

    private record SentRequest(HttpClientRequest request, Exchange exchange, long sentNanos) {
    }

    /** @param usesTls true when connections to Leadlex use TLS */
    public ResponseAccount(ApiKey.Fingerprint key, OperationMemory memory, boolean usesTls) {
        this.key = key;
        this.memory = memory;
        this.usesTls = usesTls;
    }

    /** Makes this account that of the context's next request; the REST client copies the context for each request. */
    public void attachTo(Context context) {
        sentRequest = null;
        head = null;
        cutOffFailure = null;
        firstException = null;
        context.putLocal(ResponseAccount.class, this);
    }

    static ResponseAccount ofCurrentContext() {
        return Objects.requireNonNull(Vertx.currentContext().getLocal(ResponseAccount.class));
    }

    /** Called when the request has got its connection: the HTTP client sends the request next, unless the call has ended. */
    void prepareRequest(HttpClientRequest request, Exchange exchange) {
        sentRequest = new SentRequest(request, exchange, System.nanoTime());
        // By its Content-Type, the REST client would decode multipart/form-data and write its parts to files.
        request.response().onSuccess(response -> response.headers().remove(HttpHeaders.CONTENT_TYPE))
                .onFailure(this::recordFailure);
        if (isCancelled) {
            request.reset();
        } else {
            exchange.prepareRequest(request, this);
        }
    }

    void recordFailure(Throwable thrown) {
        firstException = firstException == null ? thrown : firstException;
    }

    /** Ends the request, or prevents it from being sent if it still waits for a connection. */
    public void cancelRequest() {
        isCancelled = true;
        SentRequest cancelledRequest = sentRequest;
        if (cancelledRequest != null) {
            cancelledRequest.exchange.cancelRequest(cancelledRequest.request, cancelledRequest.sentNanos);
        }
    }

    /** Called when the response belongs to another request: on a connection of HTTP/1.1, later responses may do so, too. */
    public void closeConnectionIfHttp1() {
        SentRequest answeredRequest = Objects.requireNonNull(sentRequest);
        answeredRequest.exchange.closeIfHttp1(answeredRequest.request.connection());
    }

    /**
     * True when the request may be sent again at once without counting in a circuit or budget:
     * Leadlex did not process it, or one of several addresses refused the connection.
     */
    public boolean mayResend(Throwable thrown) {
        Throwable cause = originalException(thrown);
        if (NetworkFailure.findCause(cause, NetworkFailure.EndedByService.class) == NetworkFailure.REQUEST_NOT_SENT) {
            return true; // without a limit: each such resend has closed a connection
        }
        SentRequest lastRequest = sentRequest;
        boolean isUnprocessed = lastRequest == null
                ? NetworkFailure.isBeforeSending(cause) && System.nanoTime() - startNanos < MAX_RECONNECT_NANOS
                : head == null && lastRequest.exchange.isNotProcessed(lastRequest.request, cause, lastRequest.sentNanos);
        return isUnprocessed && ++resendCount <= MAX_RESENDS;
    }

    /** @return the exception of the HTTP client or the connection, of which the REST client keeps only the message */
    public Throwable originalException(Throwable thrown) {
        Throwable exception = firstException == null ? thrown : firstException;
        if (sentRequest == null) {
            return usesTls ? NetworkFailure.withTlsCause(exception) : exception;
        }
        Throwable connectionFailure = sentRequest.exchange.connectionFailure();
        return connectionFailure != null && NetworkFailure.isConnectionClosed(exception) ? connectionFailure : exception;
    }

    /** @param maxBytes the limit of the body behind this head, and of the body that it is inflated to */
    void beginBody(Head bodyHead, long maxBytes) {
        head = bodyHead;
        maxBodyBytes = maxBytes;
        remainingBytes = maxBytes;
        remainingChunkBytes = FREE_CHUNKS * BYTES_PER_FURTHER_CHUNK;
    }

    /** @return false when this chunk or an earlier one exceeds a limit: the body is cut off, and its bytes are given back */
    boolean takeChunk(int chunkBytes) {
        remainingBytes -= chunkBytes;
        remainingChunkBytes += chunkBytes - BYTES_PER_FURTHER_CHUNK;
        if (cutOffFailure == null) {
            boolean isTooLarge = remainingBytes < 0 || remainingChunkBytes < 0;
            cutOffFailure = isTooLarge ? Failure.invalidResponse(Objects.requireNonNull(head).status) : memory.take(chunkBytes);
            if (cutOffFailure == null) {
                takenBytes.addAndGet(chunkBytes);
            } else { // given up, not freed: the HTTP client has the bytes in memory until the call fails
                long bodyBytes = takenBytes.getAndSet(0);
                memory.giveUp(bodyBytes);
                givenUpBytes.addAndGet(bodyBytes);
            }
        }
        return cutOffFailure == null;
    }

    /** @return the body without its content coding; empty when the body does not match its coding or exceeds a limit */
    public byte[] inflate(@Nullable InputStream body) throws IOException {
        // The whole body is in memory, so available() is its size. readAllBytes would start with a buffer of 16 KiB.
        byte[] receivedBody = new byte[body == null ? 0 : body.available()];
        if (body != null) {
            body.readNBytes(receivedBody, 0, receivedBody.length);
        }
        Head bodyHead = Objects.requireNonNull(head);
        List<String> contentCodings = bodyHead.headers.apply("Content-Encoding");
        if (contentCodings.size() != 1 || !contentCodings.get(0).toLowerCase(Locale.ROOT).endsWith("gzip")) {
            return receivedBody;
        }
        beginBody(bodyHead, maxBodyBytes);
        try {
            return GzipBody.inflate(receivedBody, this::takeChunk);
        } catch (DataFormatException e) {
            return new byte[0];
        }
    }

    public @Nullable Head head() {
        return head;
    }

    /** @return why the body was cut off, or null; with a status of 200, this is the failure of the look-up */
    public @Nullable Failure cutOffFailure() {
        return cutOffFailure;
    }

    /** Gives the memory of the response back; called when nothing of the response is kept. */
    public void releaseMemory() {
        memory.giveBack(takenBytes.getAndSet(0));
        memory.free(givenUpBytes.getAndSet(0));
    }
}
