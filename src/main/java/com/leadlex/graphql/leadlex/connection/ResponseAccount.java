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
 * Accounts for the response to one call: counts its bytes against the memory of the operation, and keeps its head when the body
 * fails, and the HTTP client's exception, of which the REST client keeps only the message. It travels in the Vert.x context of
 * the call, because the REST client has no parameter for it.
 */
public final class ResponseAccount {

    /** Limits requests to a server that refuses every stream, or an address that refuses every connection. */
    private static final int MAX_RESENDS = 5;
    /** For how long another address of the name is tried at once: not after the connect time-out has passed twice. */
    private static final long RECONNECT_NANOS = TimeUnit.SECONDS.toNanos(3);
    /** A body may come in this many chunks, and in one more for each 64 bytes, since even a tiny chunk costs memory. */
    private static final long FREE_CHUNKS = 1_024;
    private static final int BYTES_PER_FURTHER_CHUNK = 64;

    final ApiKey.Fingerprint key;
    private final OperationMemory memory;
    private final boolean tls;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong givenUp = new AtomicLong();
    private final long beganNanos = System.nanoTime();
    private int resends;
    private long maxBytes;
    private long bytesLeft;
    private long chunkAllowance;
    private volatile boolean abandoned;
    private volatile @Nullable Sent sent;
    private volatile @Nullable Head head;
    private volatile @Nullable Failure cut;
    private volatile @Nullable Throwable failure;

    /** @param headers gives the values of a header by its name; none where it is absent */
    public record Head(int status, Function<String, List<String>> headers) {
    }

    private record Sent(HttpClientRequest request, Exchange exchange, long sentNanos) {
    }

    /** @param tls true when the connection is encrypted */
    public ResponseAccount(ApiKey.Fingerprint key, OperationMemory memory, boolean tls) {
        this.key = key;
        this.memory = memory;
        this.tls = tls;
    }

    /** Makes this the account of the context's next request; the REST client copies the context for each request. */
    public void begin(Context context) {
        sent = null;
        head = null;
        cut = null;
        failure = null;
        context.putLocal(ResponseAccount.class, this);
    }

    static ResponseAccount current() {
        return Objects.requireNonNull(Vertx.currentContext().getLocal(ResponseAccount.class));
    }

    /** Called when the request has got its connection; it is sent next, unless the call has ended. */
    void send(HttpClientRequest request, Exchange exchange) {
        sent = new Sent(request, exchange, System.nanoTime());
        // The REST client would decode multipart/form-data itself, and write parts of it to files.
        request.response().onSuccess(response -> response.headers().remove(HttpHeaders.CONTENT_TYPE)).onFailure(this::failed);
        if (abandoned) {
            request.reset();
        } else {
            exchange.begin(request, this);
        }
    }

    void failed(Throwable thrown) {
        failure = failure == null ? thrown : failure;
    }

    /** Ends the request, or prevents it from being sent if it still waits for a connection. */
    public void abandon() {
        abandoned = true;
        Sent open = sent;
        if (open != null) {
            open.exchange.abandon(open.request, open.sentNanos);
        }
    }

    /** Ends the connection after a response to another request: over HTTP/1.1 all that follow may be mixed up, too. */
    public void hangUp() {
        Sent answered = Objects.requireNonNull(sent);
        answered.exchange.hangUp(answered.request.connection());
    }

    /**
     * True when the request may be sent again at once without counting in a circuit or budget: Leadlex did not process it, or
     * one of several addresses refused the connection.
     */
    public boolean mayResend(Throwable thrown) {
        Throwable cause = cause(thrown);
        if (NetworkFailure.find(cause, NetworkFailure.Ended.class) == NetworkFailure.NOT_SENT) {
            return true; // the connection is closed, so that this ends
        }
        Sent refused = sent;
        boolean again = refused == null
                ? NetworkFailure.isBeforeSending(cause) && System.nanoTime() - beganNanos < RECONNECT_NANOS
                : head == null && refused.exchange.isNotProcessed(refused.request, cause, refused.sentNanos);
        return again && ++resends <= MAX_RESENDS;
    }

    /** @return the exception of the HTTP client or the connection, of which the REST client keeps only the message */
    public Throwable cause(Throwable thrown) {
        Throwable own = failure == null ? thrown : failure;
        if (sent == null) {
            return tls ? NetworkFailure.beforeHttp2(own) : own;
        }
        Throwable broken = sent.exchange.broken();
        return broken != null && NetworkFailure.isClosed(own) ? broken : own;
    }

    /** @param limit of the body that follows this head, in bytes, and of what that is inflated to */
    void open(Head arrived, long limit) {
        head = arrived;
        maxBytes = limit;
        bytesLeft = limit;
        chunkAllowance = FREE_CHUNKS * BYTES_PER_FURTHER_CHUNK;
    }

    /** @return false from the chunk on that exceeds a limit: the body is cut off there, and its bytes are given back */
    boolean take(int more) {
        bytesLeft -= more;
        chunkAllowance += more - BYTES_PER_FURTHER_CHUNK;
        if (cut == null) {
            cut = bytesLeft < 0 || chunkAllowance < 0 ? Failure.invalidResponse(Objects.requireNonNull(head).status)
                    : memory.take(more);
            if (cut == null) {
                bytes.addAndGet(more);
            } else { // the client has the bytes in memory until the call fails
                long less = bytes.getAndSet(0);
                memory.giveUp(less);
                givenUp.addAndGet(less);
            }
        }
        return cut == null;
    }

    /** @return the body without its content coding; empty when it does not match that coding or exceeds a limit */
    public byte[] inflate(@Nullable InputStream body) throws IOException {
        // The whole body is in memory and so available. readAllBytes would start with a buffer of 16 KiB.
        byte[] plain = new byte[body == null ? 0 : body.available()];
        if (body != null) {
            body.readNBytes(plain, 0, plain.length);
        }
        Head arrived = Objects.requireNonNull(head);
        List<String> codings = arrived.headers.apply("Content-Encoding");
        if (codings.size() != 1 || !codings.get(0).toLowerCase(Locale.ROOT).endsWith("gzip")) {
            return plain;
        }
        open(arrived, maxBytes);
        try {
            return GzipBody.inflate(plain, this::take);
        } catch (DataFormatException e) {
            return new byte[0];
        }
    }

    public @Nullable Head head() {
        return head;
    }

    /** @return why the body was cut off, or null; the failure of a look-up whose status is 200 */
    public @Nullable Failure cut() {
        return cut;
    }

    /** Gives the memory of the response back, since none of it is kept. */
    public void giveBack() {
        memory.giveBack(bytes.getAndSet(0));
        memory.free(givenUp.getAndSet(0));
    }
}
