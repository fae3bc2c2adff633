package com.leadlex.graphql.leadlex.connection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import javax.net.ServerSocketFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.error.Cause;
import com.leadlex.graphql.leadlex.Http2LeadlexProfile;
import com.leadlex.graphql.leadlex.RawLeadlex;
import com.leadlex.graphql.leadlex.TlsSockets;

import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What Leadlex did not process over HTTP/1.1, with TLS and without, is sent again; what it did, is not. */
class Http1ExchangeTest {

    private Calls calls = new Calls(new HttpClientOptions().setMaxPoolSize(8));
    private RawLeadlex raw;

    @BeforeAll
    static void warmUp() {
        Calls.warmUp();
    }

    @AfterEach
    void close() {
        calls.close();
        raw.close();
    }

    private void listen(ServerSocketFactory sockets) {
        raw = new RawLeadlex(0, sockets);
        calls.port = raw.port();
    }

    /** Load balancers that lose their state leave them so. */
    @Test
    void noConnectionThatIsSilentAsLongAsAnotherIsUsedAgain() throws Exception {
        listen(ServerSocketFactory.getDefault());
        Set<Integer> silent = ConcurrentHashMap.newKeySet();
        raw.answers(exchange -> {
            silent.add(exchange.socket().getPort());
            TimeUnit.MILLISECONDS.sleep(100);
            exchange.activity();
        });
        List<CompletableFuture<Calls.Outcome>> eight = IntStream.range(0, 8).mapToObj(i -> calls.send("act_" + i, "wbk"))
                .toList();
        eight.forEach(each -> assertEquals(200, each.join().status()));
        assertEquals(8, silent.size(), "connections");
        raw.answers(exchange -> {
            if (silent.contains(exchange.socket().getPort())) {
                exchange.socket().getInputStream().read();
            }
            exchange.activity();
        });
        assertEquals(Cause.TIMEOUT, calls.get("act_lost").failure().cause());
        assertEquals(200, calls.get("act_next").status());
    }

    @Test
    void aRequestThatCrossesTheEndOfItsConnectionIsSentAgain() throws Exception {
        listen(ServerSocketFactory.getDefault());
        Calls.Outcome first = calls.get("act_1");
        assertEquals(200, first.status(), first::toString);
        raw.answers(exchange -> {
            if (raw.seen().size() > 1) {
                exchange.activity();
            }
        });
        Calls.Outcome outcome = calls.get("act_2");
        assertEquals(200, outcome.status(), outcome::toString);
        assertEquals(2, raw.seen().size());
    }

    @Test
    void aFreshConnectionThatIsClosedInsteadOfAnAnswerIsAFailure() throws Exception {
        listen(ServerSocketFactory.getDefault());
        raw.answers(exchange -> {
        });
        assertEquals(Cause.CLOSED, calls.get("act_1").failure().cause());
        assertEquals(1, raw.seen().size());
    }

    @Test
    void aRequestThatGaveUpWaitingForAConnectionIsNeverSent() throws Exception {
        calls.close();
        calls = new Calls(new HttpClientOptions().setMaxPoolSize(1));
        listen(ServerSocketFactory.getDefault());
        raw.answers(exchange -> {
            TimeUnit.MILLISECONDS.sleep(Calls.ATTEMPT.toMillis() + 300);
            exchange.activity();
        });
        List<CompletableFuture<Calls.Outcome>> all = IntStream.range(0, 5).mapToObj(i -> calls.send("act_" + i, "wbk"))
                .toList();
        all.forEach(each -> assertEquals(Cause.TIMEOUT, each.join().failure().cause()));
        raw.heal();
        assertEquals(200, calls.get("act_alive").status());
        assertEquals(1, raw.seen().size());
    }

    @ParameterizedTest
    @ValueSource(strings = { "HTTP/1.2", "HTTP/2.0", "HTTP/3", "http/1.1", "ICY" })
    void anotherVersionInTheStatusLineIsAFailureOfTheBody(String version) throws Exception {
        listen(ServerSocketFactory.getDefault());
        raw.answers(exchange -> {
            exchange.write((version + " 200 OK\r\nContent-Length: 2\r\n\r\n{}").getBytes(StandardCharsets.US_ASCII));
            exchange.answered();
        });
        assertEquals(Cause.BODY, calls.get("act_1").failure().cause());
    }

    /** The end of TLS after an answer, and the end of the connection soon, later, or at once. */
    @ParameterizedTest
    @ValueSource(ints = { 0, 10, 500 })
    void aCloseNotifyBehindAnAnswerFailsNoCall(int millis) throws Exception {
        listenWithTls("TLSv1.3", HttpVersion.HTTP_1_1, false);
        raw.answers(exchange -> {
            exchange.activity();
            TimeUnit.MICROSECONDS.sleep(exchange.hashCode() % 5_000);
            if (millis > 0) {
                exchange.socket().shutdownOutput();
                TimeUnit.MILLISECONDS.sleep(millis);
            }
            exchange.socket().close();
        });
        for (int i = 0; i < 100; i++) {
            Calls.Outcome outcome = calls.get("act_" + i);
            assertEquals(200, outcome.status(), outcome::toString);
            TimeUnit.MICROSECONDS.sleep((i * 7919) % 6_000);
        }
    }

    @ParameterizedTest
    @CsvSource({ "TLSv1.2, HTTP_1_1", "TLSv1.3, HTTP_1_1", "TLSv1.2, HTTP_2", "TLSv1.3, HTTP_2" })
    void aClientCertificateThatIsMissingIsAFailureOfTls(String tls, HttpVersion http) throws Exception {
        listenWithTls(tls, http, true);
        assertEquals(Cause.TLS, calls.get("act_1").failure().cause());
    }

    private void listenWithTls(String version, HttpVersion http, boolean asksForCertificate) throws Exception {
        String store = Http2LeadlexProfile.store().toString();
        calls.close();
        calls = new Calls(
                new HttpClientOptions().setSsl(true).setMaxPoolSize(8).setProtocolVersion(http)
                        .setUseAlpn(http == HttpVersion.HTTP_2)
                        .setTrustOptions(new PfxOptions().setPath(store).setPassword(Http2LeadlexProfile.PASSWORD)),
                Duration.ofSeconds(20), new AddressResolverOptions()); // the first handshake takes its time
        listen(TlsSockets.of(version, asksForCertificate, "h2", "http/1.1"));
    }
}
