package com.leadlex.graphql.http.exchange;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.http.HttpConfig;
import com.leadlex.graphql.http.Refusal;
import com.leadlex.graphql.http.RequestListener;
import com.leadlex.graphql.http.ResponseKind;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Collects the body of one request, within limits of size and time. A body that comes in one piece needs no timer; while no
 * byte of it comes, the connection is idle, and Quarkus closes it.
 */
final class BodyReader {

    private static final byte[] EMPTY = {};
    private static final long NO_TIMER = -1;

    private final HttpServerRequest request;
    private final Vertx vertx;
    private final HttpConfig config;
    private final Responses.Response response;
    private final Consumer<byte[]> received;
    private final int declaredLength;
    private @Nullable Buffer collected;
    private long timeoutTimer = NO_TIMER;
    private boolean finished;

    /** @param received takes the body; not called for a body that is refused, or whose client goes away */
    BodyReader(Responses.Response response, HttpConfig config, Vertx vertx, Consumer<byte[]> received) {
        request = response.request;
        this.config = config;
        this.vertx = vertx;
        this.response = response;
        this.received = received;
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        declaredLength = length == null ? -1 : length.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(length);
    }

    void start() {
        if (declaredLength > config.maxBody()) {
            refuseTooLarge();
            return;
        }
        request.handler(this::addChunk);
        request.endHandler(end -> finish(() -> received.accept(collected == null ? EMPTY : bytes(collected))));
        request.exceptionHandler(failure -> {
            if (failure instanceof DecoderException || failure instanceof IllegalArgumentException) {
                request.response().putHeader(HttpHeaders.CONNECTION, "close"); // as Vert.x does
                refuse(new Refusal(ResponseKind.UNREADABLE, "The body's chunks are malformed (RFC 9112, section 7.1)."));
            } else {
                finish(() -> response.observation.abandoned(RequestListener.Operation.NONE));
            }
        });
        request.resume();
    }

    private void addChunk(Buffer chunk) {
        if (finished) {
            return;
        }
        if (chunk.length() == declaredLength) { // the whole body, which need not be copied
            collected = chunk;
            return;
        }
        if (collected == null) {
            collected = Buffer.buffer();
            timeoutTimer = vertx.setTimer(config.bodyTimeout().toMillis(),
                    late -> refuse(new Refusal(ResponseKind.BODY_TOO_LATE, "The body did not arrive in time.")));
        }
        if (collected.length() + chunk.length() > config.maxBody()) {
            refuseTooLarge();
        } else {
            collected.appendBuffer(chunk);
        }
    }

    @SuppressWarnings("deprecation") // Vert.x 4 has no other way to Netty's buffer
    private static byte[] bytes(Buffer body) {
        ByteBuf buffer = body.getByteBuf();
        return buffer.hasArray() && buffer.arrayOffset() == 0 && buffer.array().length == body.length() ? buffer.array()
                : body.getBytes();
    }

    private void refuseTooLarge() {
        refuse(new Refusal(ResponseKind.BODY_TOO_LARGE, ErrorCode.PAYLOAD_TOO_LARGE,
                "The body is larger than " + config.maxBody() + " bytes."));
    }

    private void refuse(Refusal refusal) {
        collected = null;
        finish(() -> response.refuse(refusal));
    }

    private void finish(Runnable next) {
        if (!finished) {
            finished = true;
            if (timeoutTimer != NO_TIMER) {
                vertx.cancelTimer(timeoutTimer);
            }
            next.run();
        }
    }
}
