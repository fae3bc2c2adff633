package com.leadlex.graphql.http;

import java.util.function.Consumer;

import com.leadlex.graphql.error.ErrorCode;

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
    private final Consumer<byte[]> then;
    private final Consumer<Refusal> refused;
    private final int declared;
    private Buffer collected;
    private long timer = NO_TIMER;
    private boolean done;

    private BodyReader(HttpServerRequest request, Vertx vertx, HttpConfig config, Consumer<byte[]> then,
            Consumer<Refusal> refused) {
        this.request = request;
        this.vertx = vertx;
        this.config = config;
        this.then = then;
        this.refused = refused;
        declared = declaredLength(request);
    }

    /** One of the two is called, once; neither when the client goes away. */
    static void read(HttpServerRequest request, Vertx vertx, HttpConfig config, Consumer<byte[]> then,
            Consumer<Refusal> refused) {
        new BodyReader(request, vertx, config, then, refused).start();
    }

    private void start() {
        if (declared > config.maxBody()) {
            refuse(tooLarge());
            return;
        }
        request.handler(this::add);
        request.endHandler(end -> end(() -> then.accept(collected == null ? EMPTY : collected.getBytes())));
        request.exceptionHandler(gone -> {
            done = true;
            stopTimer();
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
        int before = collected == null ? 0 : collected.length();
        if (before + chunk.length() > config.maxBody()) {
            refuse(tooLarge());
        } else if (collected == null) {
            collected = chunk.copy();
        } else {
            collected = collected.appendBuffer(chunk);
        }
        if (!done && timer == NO_TIMER && collected.length() != declared) {
            timer = vertx.setTimer(config.bodyTimeout().toMillis(), late -> refuse(
                    new Refusal(AnswerKind.BODY_TOO_LATE, "The body did not come in time.")));
        }
    }

    private Refusal tooLarge() {
        return new Refusal(AnswerKind.BODY_TOO_LARGE, ErrorCode.PAYLOAD_TOO_LARGE,
                "The body is larger than " + config.maxBody() + " bytes.");
    }

    private void refuse(Refusal refusal) {
        end(() -> refused.accept(refusal));
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
