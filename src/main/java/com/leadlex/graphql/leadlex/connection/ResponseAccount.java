package com.leadlex.graphql.leadlex.connection;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.zip.DataFormatException;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.memory.OperationMemory;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;

/**
 * Accounts for the response to one call: its bytes count against the memory of its operation, its head outlives a body that
 * fails, and so does the exception of the HTTP client, of which the REST client keeps the message alone. It travels in the
 * Vert.x context of the call, because the REST client passes nothing of ours on to what reads the response.
 */
public final class ResponseAccount {

    /** A server may refuse every stream, and an address every connection. */
    private static final int MOST_RESENDS = 5;
    /** A connection is tried at once on another address of the name; not where the connect time-out passed twice. */
    private static final long RECONNECT_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final OperationMemory memory;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong givenUp = new AtomicLong();
    private final long began = System.nanoTime();
    private int resends;
    private long most;

    private volatile boolean abandoned;
    private volatile @Nullable Sent sent;
    private volatile @Nullable Head head;
    private volatile @Nullable Failure cut;
    private volatile @Nullable Throwable failure;

    /** @param values of a header */
    public record Head(int status, Function<String, List<String>> values) {

        private static final List<String> KEPT = List.of("Retry-After", "Date");

        /** Those that mean something without a body. */
        public MultivaluedMap<String, String> headers() {
            MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
            KEPT.forEach(name -> headers.addAll(name, values.apply(name)));
            return headers;
        }
    }

    private record Sent(HttpClientRequest request, Exchange exchange, long nanos) {
    }

    public ResponseAccount(OperationMemory memory) {
        this.memory = memory;
    }

    /** The next request of this context is accounted for here: the REST client copies the context for each. */
    public void begin(Context context) {
        sent = null;
        head = null;
        cut = null;
        failure = null;
        if (VertxContext.isDuplicatedContext(context)) {
            context.putLocal(ResponseAccount.class, this);
        }
    }

    static ResponseAccount current() {
        Context context = Vertx.currentContext();
        ResponseAccount current = context == null || !VertxContext.isDuplicatedContext(context) ? null
                : context.getLocal(ResponseAccount.class);
        return current == null ? new ResponseAccount(OperationMemory.unbounded()) : current;
    }

    /** The request has its connection and is sent next, unless its call has ended. */
    void send(HttpClientRequest request, Exchange exchange) {
        sent = new Sent(request, exchange, System.nanoTime());
        // The REST client would decode multipart/form-data itself, and write parts of it to files.
        request.response().onSuccess(response -> response.headers().remove(HttpHeaders.CONTENT_TYPE))
                .onFailure(this::failed);
        if (abandoned) {
            request.reset();
        } else {
            exchange.begin(request, this);
        }
    }

    void failed(Throwable thrown) {
        failure = failure == null ? thrown : failure;
    }

    /** Ends the request. One that still waits for a connection is not sent any more. */
    public void abandon() {
        abandoned = true;
        Sent open = sent;
        if (open != null) {
            open.exchange.abandon(open.request, open.nanos);
        }
    }

    /** The response is not to what was asked for, and of HTTP/1.1, it and all that follow may be meant for other requests. */
    public void hangUp() {
        Sent answered = sent;
        if (answered != null) {
            answered.exchange.hangUp(answered.request.connection());
        }
    }

    /**
     * Whether the request is sent again at once, as if this failure had not been, and counted in no circuit and no budget:
     * Leadlex did not process it, or no connection was made to one of several addresses.
     */
    public boolean mayResend(Throwable thrown) {
        Throwable cause = cause(thrown);
        if (NetworkFailure.find(cause, NetworkFailure.NotSent.class) != null) {
            return true; // the connection is closed, so that this ends
        }
        Sent refused = sent;
        boolean again = refused == null
                ? NetworkFailure.isBeforeSending(cause) && System.nanoTime() - began < RECONNECT_NANOS
                : head == null && refused.exchange.isNotProcessed(refused.request, cause, refused.nanos);
        return again && ++resends <= MOST_RESENDS;
    }

    /** @return what the HTTP client or the connection failed with, where the REST client's exception has its message alone */
    public Throwable cause(Throwable thrown) {
        Throwable own = failure == null ? thrown : failure;
        Throwable broken = sent == null ? null : sent.exchange.broken();
        return broken != null && NetworkFailure.isClosed(own) ? broken : own;
    }

    /** @param maxBytes of the body that follows this head, and of what that is inflated to */
    BodyBudget open(Head arrived, long maxBytes) {
        head = arrived;
        most = maxBytes;
        return new BodyBudget(this, arrived.status, maxBytes);
    }

    /** @return the body in its own form; empty where it is not what its coding says, or {@link #cut()} */
    public byte[] inflate(byte[] body) {
        Head arrived = head;
        List<String> codings = arrived == null ? List.of() : arrived.values.apply("Content-Encoding");
        if (arrived == null || codings.size() != 1 || !codings.get(0).toLowerCase(Locale.ROOT).endsWith("gzip")) {
            return body;
        }
        try {
            return new GzipBody(body, new BodyBudget(this, arrived.status, most)).inflate();
        } catch (DataFormatException e) {
            return new byte[0];
        }
    }

    public @Nullable Head head() {
        return head;
    }

    void cut(Failure why) {
        cut = why;
    }

    /** @return why the rest of the body was not let in, where the status does not decide; null when it was not cut off */
    public @Nullable Failure cut() {
        return cut;
    }

    /**
     * @return null when so many more may come; else why not, and what came before is given up: where many responses of an
     *         operation stream in together, the next one has its room. Until the call fails, the client has it in memory.
     */
    @Nullable
    Failure take(int more) {
        Failure full = memory.take(more);
        if (full == null) {
            bytes.addAndGet(more);
        } else {
            long less = bytes.getAndSet(0);
            memory.giveUp(less);
            givenUp.addAndGet(less);
        }
        return full;
    }

    /** Nothing of the response is kept. */
    public void giveBack() {
        memory.giveBack(bytes.getAndSet(0));
        memory.gone(givenUp.getAndSet(0));
    }
}
