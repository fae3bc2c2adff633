package com.leadlex.graphql.http.response;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Ends an answer with its content, which an answer to HEAD does not have (RFC 9110, section 9.3.2). Vert.x leaves it out over
 * HTTP/1.1; over HTTP/2 it would send it, which clients call a protocol error.
 */
public final class Content {

    private Content() {
    }

    public static void end(HttpServerRequest request, Buffer content) {
        HttpServerResponse response = request.response();
        if (request.method() == HttpMethod.HEAD) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length())).end();
        } else {
            response.end(content);
        }
    }
}
