package com.leadlex.graphql.http.exchange;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.http.HttpConfig;
import com.leadlex.graphql.http.Refusal;
import com.leadlex.graphql.http.ResponseKind;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Collects the body of one request, but no more than the limit, and not for longer than the limit. A body that comes in one
 * piece needs no timer; when nothing of it comes, the connection is idle and Quarkus closes it.
 */
final class BodyReader {

    private static final byte[] EMPTY = {};
    private static final long NO_TIMER = -1;

    private final HttpServerRequest request;
    private final Vertx vertx;
    private final HttpConfig config;
    private final Receiver receiver;
    private final int declared;
    private @Nullable Buffer collected;
    private boolean copied;
    private long timer = NO_TIMER;
    private boolean done;

    /** Waits for the body: one of these is called, once. */
    interface Receiver {

        void received(byte[] body);

        void refuse(Refusal refusal);

        /** The client went away. */
        void abandon();
    }

    BodyReader(HttpServerRequest request, HttpConfig config, Vertx vertx, Receiver receiver) {
        this.request = request;
        this.config = config;
        this.vertx = vertx;
        this.receiver = receiver;
        declared = declaredLength(request);
    }

    void start() {
        if (declared > config.maxBody()) {
            refuse(tooLarge());
            return;
        }
        request.handler(this::add);
        request.endHandler(end -> end(() -> receiver.received(collected == null ? EMPTY : bytes(collected))));
        request.exceptionHandler(failure -> {
            if (failure instanceof DecoderException || failure instanceof IllegalArgumentException) {
                request.response().putHeader(HttpHeaders.CONNECTION, "close"); // as Vert.x does
                refuse(new Refusal(ResponseKind.UNREADABLE, "The body's chunks are malformed (RFC 9112, section 7.1)."));
            } else {
                end(receiver::abandon);
            }
        });
        request.resume();
    }

    /** @return -1 when it is not declared */
    private static int declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? -1 : length.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(length);
    }

    private void add(Buffer chunk) {
        if (done) {
            return;
        }
        int length = (collected == null ? 0 : collected.length()) + chunk.length();
        if (length > config.maxBody()) {
            refuse(tooLarge());
            return;
        }
        collect(chunk);
        if (length != declared) {
            moreIsToCome();
        }
    }

    /** What comes in one piece, as most does, is taken as it is. */
    private void collect(Buffer chunk) {
        if (collected == null) {
            collected = chunk;
            return;
        }
        if (!copied) {
            copied = true;
            collected = collected.copy();
        }
        collected.appendBuffer(chunk);
    }

    @SuppressWarnings("deprecation") // Vert.x 4 has no other way to Netty's buffer
    private static byte[] bytes(Buffer body) {
        ByteBuf buffer = body.getByteBuf();
        return buffer.hasArray() && buffer.arrayOffset() == 0 && buffer.array().length == body.length() ? buffer.array()
                : body.getBytes();
    }

    private void moreIsToCome() {
        if (timer == NO_TIMER) {
            timer = vertx.setTimer(config.bodyTimeout().toMillis(), late -> refuse(tooLate()));
        }
    }

    private static Refusal tooLate() {
        return new Refusal(ResponseKind.BODY_TOO_LATE, "The body did not come in time.");
    }

    private Refusal tooLarge() {
        return new Refusal(ResponseKind.BODY_TOO_LARGE, ErrorCode.PAYLOAD_TOO_LARGE,
                "The body is larger than " + config.maxBody() + " bytes.");
    }

    private void refuse(Refusal refusal) {
        collected = null;
        end(() -> receiver.refuse(refusal));
    }

    private void end(Runnable next) {
        if (!done) {
            done = true;
            stopTimer();
            next.run();
        }
    }

    private void stopTimer() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
        }
    }
}
