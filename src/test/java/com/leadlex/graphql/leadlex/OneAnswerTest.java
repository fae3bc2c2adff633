package com.leadlex.graphql.leadlex;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.error.Cause;
import com.leadlex.graphql.error.ErrorCode;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A connection on which anything but one whole, final answer came to each request is never used again. */
@QuarkusTest
@TestProfile(RawLeadlexProfile.class)
class OneAnswerTest extends RawLeadlexTest {

    private static final String[] NONE = {};

    /** The client's ports of connections that nothing may be sent on any more. */
    private final Set<Integer> spoilt = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @ValueSource(ints = { 100, 102, 103, 104, 150, 199 })
    void anInformationalAnswerIsSkipped(int status) throws Exception {
        raw.answers(exchange -> {
            exchange.head(status, NONE);
            exchange.head(status, NONE, "X-Some: thing");
            Thread.sleep(50);
            exchange.activity();
        });
        assertOwn("act_first_" + status, "wbk_first");
        assertOwn("act_second_" + status, "wbk_second");
        assertEquals(1, connections(), "connections");
    }

    @ParameterizedTest
    @ValueSource(ints = { 16, 10_000_000 })
    void moreThanSixteenInformationalAnswersAreNoAnswerAndEndTheConnection(int many) throws Exception {
        AtomicInteger sent = new AtomicInteger();
        raw.answers(exchange -> {
            remember(exchange);
            while (sent.get() < many) {
                exchange.head(sent.incrementAndGet() % 2 == 0 ? 102 : 100, NONE);
            }
            exchange.activity();
        });
        ActivityResult outcome = get("act_1", "wbk_endless_" + many);
        if (many == 16) {
            assertFound(outcome, "act_1");
            return;
        }
        assertEquals(Cause.BODY, failure(outcome).cause());
        raw.answers(RawLeadlex.Exchange::activity);
        assertOwn("act_1", "wbk_endless_next");
        assertTrue(freshConnection(), "the connection was used again");
        assertTrue(sent.get() < 1_000_000, sent.get() + " were sent");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\r\n", "x", "\0", "HTTP/1.1 200", "HTTP/1.1 102 Processing\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}" })
    void bytesBehindTheBodyEndTheConnection(String surplus) throws Exception {
        raw.answers(exchange -> {
            remember(exchange);
            exchange.write((activity(exchange, exchange.key()) + surplus).getBytes(StandardCharsets.UTF_8));
            exchange.answered();
        });
        assertOwn("act_1", "wbk_tail");
        raw.answers(RawLeadlex.Exchange::activity);
        assertOwn("act_1", "wbk_tail_next_" + surplus.length());
        assertTrue(freshConnection(), "the connection was used again");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\r\n", "x", "HTTP/1.1 200", "HTTP/1.1 103 Early Hints\r\n\r\n", "WHOLE" })
    void bytesWithoutARequestEndTheConnection(String surplus) throws Exception {
        raw.answers(exchange -> {
            exchange.activity();
            Thread.sleep(20);
            exchange.write((surplus.equals("WHOLE") ? activity(exchange, exchange.key()) : surplus)
                    .getBytes(StandardCharsets.UTF_8));
            remember(exchange);
        });
        assertOwn("act_1", "wbk_late_" + surplus.length());
        Thread.sleep(150);
        raw.answers(RawLeadlex.Exchange::activity);
        assertOwn("act_1", "wbk_late_next_" + surplus.length());
        assertTrue(freshConnection(), "the connection was used again");
    }

    @ParameterizedTest
    @ValueSource(ints = { 101, 99, 10 })
    void aStatusThatIsNotFinalEndsTheConnection(int status) throws Exception {
        raw.answers(exchange -> {
            remember(exchange);
            exchange.body(status, new byte[0]);
        });
        assertEquals(ErrorCode.UPSTREAM_INVALID_RESPONSE, failure(get("act_1", "wbk_low_" + status)).code());
        raw.answers(RawLeadlex.Exchange::activity);
        assertOwn("act_1", "wbk_low_next_" + status);
        assertTrue(freshConnection(), "the connection was used again");
    }

    /** Who reads the one sees another end than who reads the other (RFC 9112, section 6.1). */
    @Test
    void anAnswerWithTwoLengthsEndsTheConnection() throws Exception {
        raw.answers(exchange -> {
            remember(exchange);
            String body = body(exchange, exchange.key());
            exchange.head(200, NONE, "Content-Length: 5", "Transfer-Encoding: chunked");
            exchange.write((Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            exchange.answered();
        });
        assertEquals(ErrorCode.UPSTREAM_UNAVAILABLE, failure(get("act_1", "wbk_lengths")).code());
        raw.answers(RawLeadlex.Exchange::activity);
        assertOwn("act_1", "wbk_lengths_next");
        assertTrue(freshConnection(), "the connection was used again");
    }

    @Test
    void aRequestThatWasGivenUpHalfWayEndsTheConnection() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        raw.answers(exchange -> {
            remember(exchange);
            late.await();
            exchange.activity();
        });
        ask("act_1", "wbk_given_up");
        while (raw.seen().size() < 2) { // the second attempt
            Thread.sleep(10);
        }
        raw.answers(RawLeadlex.Exchange::activity);
        assertOwn("act_1", "wbk_given_up_next");
        late.countDown();
        assertTrue(freshConnection(), "the connection was used again");
    }

    /** On its connection; the first one with what it asked for itself. */
    private void eachRequestIsAnsweredWithWhatTheOneBeforeAskedFor() {
        Map<Integer, String> last = new ConcurrentHashMap<>();
        raw.answers(exchange -> {
            String own = activity(exchange, exchange.key());
            String before = last.put(exchange.socket().getPort(), own);
            exchange.write((before == null ? own : before).getBytes(StandardCharsets.UTF_8));
            exchange.answered();
        });
    }

    /** It comes when the next request is under way, which is when no client of HTTP/1.1 can tell whose it is. */
    @Test
    void aSecondAnswerThatComesForTheNextRequestNeverReachesAnotherKey() throws Exception {
        eachRequestIsAnsweredWithWhatTheOneBeforeAskedFor();
        for (int i = 0; i < 50; i++) {
            assertOwn("act_1", "wbk_next_" + i % 3);
        }
    }

    /** Or one answer too many would spoil all that are asked for on its connection, as long as that is busy. */
    @Test
    void anAnswerThatIsNotWhatWasAskedForEndsItsConnection() throws Exception {
        eachRequestIsAnsweredWithWhatTheOneBeforeAskedFor();
        for (int i = 0; i < 10; i++) {
            assertOwn("act_behind_" + i, "wbk_behind_" + i);
            assertEquals(ErrorCode.UPSTREAM_INVALID_RESPONSE, failure(get("act_next_" + i, "wbk_next_" + i)).code());
        }
        assertEquals(10, connections(), "connections");
    }

    @Test
    void keysShareAConnectionAsLongAsTheyAskForDifferentIds() throws Exception {
        for (int i = 0; i < 200; i++) {
            assertOwn("act_sharing_" + i, "wbk_sharing_" + i % 20);
        }
        assertEquals(1, connections(), "connections");
        assertOwn("act_sharing_7", "wbk_sharing_7");
        assertEquals(1, connections(), "connections");
        assertOwn("act_sharing_7", "wbk_sharing_8");
        assertEquals(2, connections(), "connections");
    }

    /** It says something of its key, and names no id. */
    @ParameterizedTest
    @ValueSource(ints = { 401, 403, 404, 429 })
    void afterARefusalAConnectionIsForItsKeyAlone(int status) throws Exception {
        raw.answers(exchange -> {
            remember(exchange);
            exchange.body(status, new byte[0]);
        });
        failure(get("act_1", "wbk_refused_" + status));
        failure(get("act_2", "wbk_refused_" + status));
        assertEquals(1, connections(), "connections");
        raw.answers(RawLeadlex.Exchange::activity);
        assertOwn("act_3", "wbk_refused_next_" + status);
        assertTrue(freshConnection(), "the connection was used again");
    }

    @Test
    void aConnectionRemembersABoundedNumberOfIds() throws Exception {
        for (int i = 0; i < 600; i++) {
            assertOwn("act_many_" + i, "wbk_many");
        }
        assertTrue(connections() == 2 || connections() == 3, () -> connections() + " connections");
    }

    private void remember(RawLeadlex.Exchange exchange) {
        spoilt.add(exchange.socket().getPort());
    }

    private boolean freshConnection() {
        return raw.seen().stream().noneMatch(exchange -> spoilt.contains(exchange.socket().getPort()));
    }

    private static long connections() {
        return raw.seen().stream().map(exchange -> exchange.socket().getPort()).collect(Collectors.toSet()).size();
    }

    private void assertOwn(String id, String key) throws Exception {
        ActivityResult outcome = get(id, key);
        assertEquals("Bearer " + key,
                assertInstanceOf(ActivityResult.Found.class, outcome, outcome::toString).activity().title());
    }

    private static String body(RawLeadlex.Exchange exchange, String title) {
        return "{\"data\":{\"activity\":{\"id\":\"" + exchange.id() + "\",\"type\":\"call\",\"title\":\"" + title + "\"}}}";
    }

    private static String activity(RawLeadlex.Exchange exchange, String title) {
        String body = body(exchange, title);
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
