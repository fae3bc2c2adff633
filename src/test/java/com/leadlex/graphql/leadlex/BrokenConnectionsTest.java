package com.leadlex.graphql.leadlex;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.error.ErrorCode;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What becomes of a look-up whose connection is broken, silent, endless or talks nonsense. */
@QuarkusTest
@TestProfile(RawLeadlexProfile.class)
class BrokenConnectionsTest extends RawLeadlexTest {

    private static final String[] NONE = {};

    @Test
    void aRefusedConnectionIsUnavailable() throws Exception {
        raw.close();
        assertEquals(ErrorCode.UPSTREAM_UNAVAILABLE, code(get("act_1", "wbk_refused")));
        listen();
    }

    @Test
    void aResetBeforeTheAnswerIsRetriedThenUnavailable() throws Exception {
        withoutIdleConnections();
        raw.answers(RawLeadlex.Exchange::reset);
        assertEquals(ErrorCode.UPSTREAM_UNAVAILABLE, code(get("act_1", "wbk_reset")));
        assertEquals(3, raw.seen().size(), "attempts");
    }

    @Test
    void hangingUpBeforeTheAnswerIsRetriedThenUnavailable() throws Exception {
        withoutIdleConnections();
        raw.answers(exchange -> {
        });
        assertEquals(ErrorCode.UPSTREAM_UNAVAILABLE, code(get("act_1", "wbk_hangup")));
        assertEquals(3, raw.seen().size(), "attempts");
    }

    @Test
    void aBodyCutShortIsRetriedThenUnavailable() throws Exception {
        raw.answers(exchange -> {
            exchange.head(200, NONE, "Content-Length: 1000");
            exchange.write("{\"data\":{\"activity\":{".getBytes(StandardCharsets.UTF_8));
        });
        assertEquals(ErrorCode.UPSTREAM_UNAVAILABLE, code(get("act_1", "wbk_cut")));
        assertEquals(3, raw.seen().size(), "attempts");
    }

    @Test
    void aChunkedBodyCutShortIsUnavailable() throws Exception {
        raw.answers(exchange -> {
            exchange.head(200, NONE, "Transfer-Encoding: chunked");
            exchange.write("5\r\n{\"dat\r\n".getBytes(StandardCharsets.UTF_8));
            exchange.reset();
        });
        assertEquals(ErrorCode.UPSTREAM_UNAVAILABLE, code(get("act_1", "wbk_chunk")));
    }

    @Test
    void anAnswerThatIsNotHttpIsUnavailable() throws Exception {
        raw.answers(exchange -> exchange.write("SSH-2.0-OpenSSH_9.2\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals(ErrorCode.UPSTREAM_UNAVAILABLE, code(get("act_1", "wbk_ssh")));
    }

    @Test
    void aStalePooledConnectionIsRetriedNotReported() throws Exception {
        String key = "wbk_stale";
        raw.answers(exchange -> {
            exchange.activity();
            Thread.sleep(50);
            exchange.reset();
        });
        for (int i = 0; i < 10; i++) {
            assertFound(get("act_" + i, key), "act_" + i);
            Thread.sleep(i % 2 == 0 ? 0 : 55);
        }
    }

    /** As some proxies do. */
    @Test
    void aServerThatClosesAfterEachAnswerWithoutSayingSoFailsNoLookUp() throws Exception {
        raw.answers(exchange -> {
            exchange.activity();
            exchange.socket().close();
        });
        for (int round = 0; round < 100; round++) {
            List<CompletableFuture<ActivityResult>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add(ask("act_" + i, "wbk_closing_" + round % 20));
            }
            for (int i = 0; i < all.size(); i++) {
                assertFound(all.get(i).get(15, TimeUnit.SECONDS), "act_" + i);
            }
        }
    }

    /** Each for the whole of two attempts, so all at once. */
    @Test
    void silenceAndBodiesThatStallOrTrickleAreTimeoutsWithinTheDeadlineAndTheirConnectionsAreFreed() throws Exception {
        raw.answers(exchange -> {
            if (!exchange.id().equals("act_silence")) {
                exchange.head(200, NONE, "Content-Length: 1000");
                exchange.write("{".getBytes(StandardCharsets.UTF_8));
            }
            while (exchange.id().equals("act_trickle")) {
                exchange.write("{".getBytes(StandardCharsets.UTF_8));
                Thread.sleep(100);
            }
            exchange.socket().getInputStream().read();
        });
        List<String> ids = List.of("act_silence", "act_stall", "act_trickle");
        long start = System.nanoTime();
        List<CompletableFuture<ActivityResult>> all = ids.stream().map(id -> ask(id, "wbk_" + id)).toList();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            assertEquals(ErrorCode.UPSTREAM_TIMEOUT, code(all.get(i).get(15, TimeUnit.SECONDS)), id);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            assertTrue(millis >= 1_900 && millis < 5_000, () -> id + ": " + millis + " ms");
            assertEquals(2, raw.seen().stream().filter(exchange -> exchange.id().equals(id)).count(), id + ": attempts");
        }
        awaitNoConnection();
    }

    @Test
    void aBodyOverTheLimitIsAnInvalidResponseAndIsNotReadToItsEnd() throws Exception {
        byte[] megabyte = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        int[] sent = new int[1];
        raw.answers(exchange -> {
            exchange.head(200, NONE, "Content-Length: " + 100L * megabyte.length);
            for (int i = 0; i < 100; i++) {
                exchange.write(megabyte);
                sent[0]++;
            }
        });
        assertInvalid(get("act_1", "wbk_large"));
        assertEquals(1, raw.seen().size(), "attempts");
        awaitNoConnection();
        assertTrue(sent[0] < 50, () -> sent[0] + " MiB");
    }

    @Test
    void aGzipBombIsCutAtTheLimit() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            byte[] megabyte = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                gzip.write(megabyte);
            }
        }
        raw.answers(exchange -> exchange.body(200, bomb.toByteArray(), "Content-Encoding: gzip"));
        assertInvalid(get("act_1", "wbk_bomb"));
        assertEquals(1, raw.seen().size(), "attempts");
    }

    @Test
    void aBodyInChunksOfAByteIsAnInvalidResponseAndIsNotReadToItsEnd() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        byte[] thousand = "1\r\n \r\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        raw.answers(exchange -> {
            exchange.head(200, NONE, "Transfer-Encoding: chunked");
            for (int i = 0; i < 100_000; i++) {
                exchange.write(thousand);
                sent.addAndGet(1_000);
            }
        });
        assertInvalid(get("act_1", "wbk_chunks"));
        assertEquals(1, raw.seen().size(), "attempts");
        awaitNoConnection();
        assertTrue(sent.get() < 5_000_000, () -> sent + " chunks");
    }

    @Test
    void aBodyInManyChunksThatAreNotAllTinyIsRead() throws Exception {
        Random random = new Random(4);
        String body = "{\"data\":{\"activity\":{\"id\":\"act_1\",\"type\":\"call\",\"description\":\"" + "d".repeat(500_000)
                + "\"}}}";
        StringBuilder chunks = new StringBuilder();
        for (int i = 0, at = 0; at < body.length(); i++) {
            int end = Math.min(body.length(), at + (i < 1_000 ? 1 : random.nextInt(30, 150)));
            chunks.append(Integer.toHexString(end - at)).append("\r\n").append(body, at, end).append("\r\n");
            at = end;
        }
        raw.answers(exchange -> {
            exchange.head(200, NONE, "Transfer-Encoding: chunked");
            exchange.write(chunks.append("0\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8));
            exchange.answered();
        });
        assertFound(get("act_1", "wbk_many_chunks"), "act_1");
    }

    @Test
    void aGzippedAnswerIsRead() throws Exception {
        raw.answers(exchange -> {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
                gzip.write("{\"data\":{\"activity\":{\"id\":\"act_1\",\"type\":\"call\"}}}".getBytes(StandardCharsets.UTF_8));
            }
            exchange.body(200, body.toByteArray(), "Content-Encoding: gzip");
        });
        assertFound(get("act_1", "wbk_gzip"), "act_1");
    }

    @Test
    void jsonThatIsTooDeepIsAnInvalidResponse() throws Exception {
        String deep = "[".repeat(1100) + "]".repeat(1100);
        raw.answers(exchange -> exchange.json(200,
                "{\"data\":{\"activity\":{\"id\":\"act_1\",\"type\":\"a\",\"metadata\":" + deep + "}}}"));
        assertInvalid(get("act_1", "wbk_deep"));
    }

    @Test
    void multipartWithoutABoundaryIsABodyLikeAnyOther() throws Exception {
        raw.answers(exchange -> {
            exchange.head(200, NONE, "Content-Type: multipart/form-data", "Content-Length: 2");
            exchange.raw("{}");
        });
        assertInvalid(get("act_1", "wbk_multipart"));
    }

    /** What is sent on one of them may be sent again. */
    private static void withoutIdleConnections() {
        raw.close();
        listen();
    }

    private static void assertInvalid(ActivityResult outcome) {
        assertEquals(ErrorCode.UPSTREAM_INVALID_RESPONSE, failure(outcome).code());
    }

    private void awaitNoConnection() throws InterruptedException {
        for (int i = 0; i < 700 && raw.openConnections() > 0; i++) {
            Thread.sleep(10);
        }
        assertEquals(0, raw.openConnections(), "connections");
    }
}
