package com.leadlex.graphql.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.restassured.RestAssured;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;

/** One HTTP/2 connection to the service, without TLS and without an upgrade. */
final class Http2Client implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false).setHttp2MaxPoolSize(1).setMaxWaitQueueSize(-1).setDefaultHost("localhost")
            .setDefaultPort(RestAssured.port));
    /** Completed when the server ends the connection, or says that it will. */
    final CompletableFuture<Void> ended = new CompletableFuture<>();

    @SuppressWarnings("deprecation") // Vert.x 4 has no other way to a connection's end
    Http2Client() {
        client.connectionHandler(connection -> {
            connection.goAwayHandler(goAway -> ended.complete(null));
            connection.closeHandler(closed -> ended.complete(null));
        });
    }

    record Answer(int status, String body) {
    }

    CompletableFuture<HttpClientRequest> request(HttpMethod method, String uri) {
        return client.request(method, uri).toCompletionStage().toCompletableFuture();
    }

    CompletableFuture<Answer> get(String uri) {
        return send(HttpMethod.GET, uri, null);
    }

    CompletableFuture<Answer> post(String body) {
        return send(HttpMethod.POST, "/graphql", body);
    }

    private CompletableFuture<Answer> send(HttpMethod method, String uri, String body) {
        return client.request(method, uri).compose(request -> {
            request.putHeader("Authorization", "Bearer wbk_h2");
            return body == null ? request.send() : request.putHeader("Content-Type", "application/json").send(body);
        }).compose(Http2Client::read).toCompletionStage().toCompletableFuture();
    }

    static Future<Answer> read(HttpClientResponse response) {
        return response.body().map((Buffer body) -> new Answer(response.statusCode(), body.toString()));
    }

    @Override
    public void close() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

}
