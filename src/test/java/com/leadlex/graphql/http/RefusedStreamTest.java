package com.leadlex.graphql.http;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.StreamResetException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A stream of HTTP/2 that is refused while its body is still to come is reset alone; its neighbours get their answers. */
@QuarkusTest
@TestProfile(RefusedStreamTest.Impatient.class)
class RefusedStreamTest {

    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("facade.http.body-timeout", "1500MS");
        }
    }

    /** It takes three seconds, longer than a body that is left open is waited for. */
    private static final String SLOW_LOOK_UP = "{\"query\":\"{ activity(id: \\\"act_slow\\\") { id } }\"}";

    private static void refusedAlone(int status, String contentType, Buffer start) throws Exception {
        try (Http2Client client = new Http2Client()) {
            CompletableFuture<Http2Client.Answer> neighbour = client.post(SLOW_LOOK_UP);
            HttpClientRequest refused = client.request(HttpMethod.POST, "/graphql").get(20, TimeUnit.SECONDS);
            CompletableFuture<Long> reset = new CompletableFuture<>();
            refused.exceptionHandler(e -> {
                if (e instanceof StreamResetException code) {
                    reset.complete(code.getCode());
                }
            });
            refused.setChunked(true).putHeader("Content-Type", contentType);
            CompletableFuture<Http2Client.Answer> answer = refused.response().compose(Http2Client::read).toCompletionStage()
                    .toCompletableFuture();
            refused.write(start); // and no end

            Http2Client.Answer told = answer.get(20, TimeUnit.SECONDS);
            assertEquals(status, told.status(), told.body());
            assertTrue(told.body().contains("\"requestId\""), told.body());
            assertEquals(0, reset.get(20, TimeUnit.SECONDS), "reset without an error");
            Http2Client.Answer found = neighbour.get(20, TimeUnit.SECONDS);
            assertEquals(200, found.status(), found.body());
            assertTrue(found.body().contains("\"id\":\"act_slow\""), found.body());
            assertEquals(200, client.post("{\"query\":\"{ __typename }\"}").get(20, TimeUnit.SECONDS).status());
            assertFalse(client.ended.isDone(), "the connection goes on");
        }
    }

    @Test
    void anotherContentType() throws Exception {
        refusedAlone(415, "text/plain", Buffer.buffer("hello"));
    }

    @Test
    void aBodyThatDoesNotComeInTime() throws Exception {
        refusedAlone(408, "application/json", Buffer.buffer("{"));
    }

    @Test
    void aBodyThatIsTooLarge() throws Exception {
        refusedAlone(413, "application/json", Buffer.buffer(" ".repeat(300_000)));
    }
}
