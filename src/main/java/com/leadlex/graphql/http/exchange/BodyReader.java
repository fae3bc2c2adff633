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
 * Collects the body of one request, within limits of size and time. A body that comes as one chunk needs no timer.
 * While no byte of a body comes, the connection is idle, and Quarkus closes idle connections.
 */
final class BodyReader {

    private static final byte[] EMPTY_BODY = {};
    private static final long NO_TIMER = -1;
    private static final int UNDECLARED_LENGTH = -1;
    /** Every number with at most nine digits is an {@code int}. */
    private static final int MAX_LENGTH_DIGITS = 9;

    private final HttpServerRequest request;
    private final Vertx vertx;
    private final HttpConfig config;
    private final Responses.Response response;
    private final Consumer<byte[]> bodyConsumer;
    private final int declaredBytes;
    private @Nullable Buffer collectedBody;
    private long timeoutTimerId = NO_TIMER;
    private boolean isBodyFinished;

    /** @param bodyConsumer takes the whole body; not called for a body that is refused, or whose client goes away */
    BodyReader(Responses.Response response, HttpConfig config, Vertx vertx, Consumer<byte[]> bodyConsumer) {
        request = response.request;
        this.config = config;
        this.vertx = vertx;
        this.response = response;
        this.bodyConsumer = bodyConsumer;
        String contentLength = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        declaredBytes = contentLength == null ? UNDECLARED_LENGTH
                : contentLength.length() > MAX_LENGTH_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(contentLength);
    }

    void startReading() {
        if (declaredBytes > config.maxBody()) {
            refuseTooLarge();
            return;
        }
        request.handler(this::addChunk);
        request.endHandler(
                ignored -> finishOnce(() -> bodyConsumer.accept(collectedBody == null ? EMPTY_BODY : bytesOf(collectedBody))));
        request.exceptionHandler(failure -> {
            if (failure instanceof DecoderException || failure instanceof IllegalArgumentException) {
                request.response().putHeader(HttpHeaders.CONNECTION, "close"); // as Vert.x does
                refuse(new Refusal(ResponseKind.UNREADABLE, "The body's chunks are malformed (RFC 9112, section 7.1)."));
            } else {
                finishOnce(() -> response.observation.requestAbandoned(RequestListener.Operation.NONE));
            }
        });
        request.resume();
    }

    private void addChunk(Buffer chunk) {
        if (isBodyFinished) {
            return;
        }
        if (chunk.length() == declaredBytes) { // the whole body, which need not be copied
            collectedBody = chunk;
            return;
        }
        if (collectedBody == null) {
            collectedBody = Buffer.buffer();
            timeoutTimerId = vertx.setTimer(config.bodyTimeout().toMillis(),
                    firedTimerId -> refuse(new Refusal(ResponseKind.BODY_TOO_LATE, "The body did not arrive in time.")));
        }
        if (collectedBody.length() + chunk.length() > config.maxBody()) {
            refuseTooLarge();
        } else {
            collectedBody.appendBuffer(chunk);
        }
    }

    @SuppressWarnings("deprecation") // Vert.x 4 has no other way to Netty's buffer
    private static byte[] bytesOf(Buffer body) {
        ByteBuf buffer = body.getByteBuf();
        return buffer.hasArray() && buffer.arrayOffset() == 0 && buffer.array().length == body.length() ? buffer.array()
                : body.getBytes();
    }

    private void refuseTooLarge() {
        refuse(new Refusal(ResponseKind.BODY_TOO_LARGE, ErrorCode.PAYLOAD_TOO_LARGE,
                "The body is larger than " + config.maxBody() + " bytes."));
    }

    private void refuse(Refusal refusal) {
        collectedBody = null;
        finishOnce(() -> response.refuse(refusal));
    }

    private void finishOnce(Runnable lastStep) {
        if (!isBodyFinished) {
            isBodyFinished = true;
            if (timeoutTimerId != NO_TIMER) {
                vertx.cancelTimer(timeoutTimerId);
            }
            lastStep.run();
        }
    }
}
