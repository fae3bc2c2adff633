package com.leadlex.graphql.leadlex.connection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.error.Cause;
import com.leadlex.graphql.leadlex.RawLeadlex;

import io.vertx.core.Future;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.redis.client.Redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Names are looked up as quarkus.vertx.use-async-dns has it, here by a name server of the test. */
class NameServiceTest {

    private static final int HEADER = 12;
    private static final int TYPE_A = 1;

    private final RawLeadlex raw = new RawLeadlex(0);
    private DatagramSocket server;
    private Calls calls;

    @BeforeAll
    static void warmUp() {
        System.clearProperty("vertx.disableDnsResolver"); // which SmallRye's client of other tests sets for the whole JVM
        Calls.warmUp();
    }

    @BeforeEach
    void begin() throws IOException {
        server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        calls = new Calls(new HttpClientOptions().setKeepAlive(false), Calls.ATTEMPT, new AddressResolverOptions()
                .addServer("127.0.0.1:" + server.getLocalPort()).setSearchDomains(List.of("svc.test")).setNdots(2)
                .setQueryTimeout(1_000));
        calls.port = raw.port();
        calls.host = "leadlex.test";
    }

    @AfterEach
    void close() {
        calls.close();
        raw.close();
        server.close();
    }

    /** Nobody listens on the first one. */
    @Test
    void anotherAddressOfANameIsTriedAtOnceIfOneRefuses() throws Exception {
        answer("leadlex.test", new byte[] { 127, 0, 0, 2 }, new byte[] { 127, 0, 0, 1 });
        List<CompletableFuture<Calls.Outcome>> all = IntStream.range(0, 100).mapToObj(i -> calls.send("act_" + i, "wbk"))
                .toList();
        long failed = all.stream().map(CompletableFuture::join).filter(outcome -> outcome.failure() != null).count();
        assertTrue(failed < 25, () -> failed + " of 100, where half are to be expected without another try");
    }

    @Test
    void searchDomainsCount() throws Exception {
        calls.host = "leadlex";
        answer("leadlex.svc.test", new byte[] { 127, 0, 0, 1 });
        assertEquals(200, calls.get("act_1").status());
    }

    @Test
    void anUnknownNameIsAFailureOfDns() throws Exception {
        answer("another.test");
        assertEquals(Cause.DNS, calls.get("act_1").failure().cause());
    }

    @Test
    void noEventLoopWaitsForASilentNameService() throws Exception {
        Cause cause = loopsRunDuring(calls.send("act_1", "wbk")).failure().cause();
        assertTrue(cause == Cause.DNS || cause == Cause.TIMEOUT, () -> "" + cause);
    }

    /** Redis, a proxy and the collector are reached by clients of the same Vert.x. */
    @Test
    void noEventLoopWaitsForTheNamesOfOtherServices() throws Exception {
        HttpClient byProxy = calls.vertx.createHttpClient(new HttpClientOptions()
                .setProxyOptions(new ProxyOptions().setType(ProxyType.HTTP).setHost("proxy.test").setPort(3128)));
        List<Future<?>> waiting = List.of(Redis.createClient(calls.vertx, "redis://redis.test:6379").connect(),
                byProxy.request(HttpMethod.GET, 80, "leadlex.test", "/"),
                calls.vertx.createHttpClient().request(HttpMethod.POST, 4317, "collector.test", "/"));
        CompletableFuture<?>[] each = waiting.stream().map(it -> it.toCompletionStage().toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        loopsRunDuring(CompletableFuture.allOf(each).handle((found, failure) -> {
            assertNotNull(failure);
            return true;
        }));
    }

    private <T> T loopsRunDuring(CompletableFuture<T> waiting) {
        CompletableFuture<Void> everyLoop = CompletableFuture.allOf(IntStream.range(0, 64).mapToObj(i -> {
            CompletableFuture<Void> ran = new CompletableFuture<>();
            calls.vertx.getOrCreateContext().runOnContext(ignored -> ran.complete(null));
            return ran;
        }).toArray(CompletableFuture[]::new));
        assertEquals("loops", CompletableFuture.anyOf(waiting.thenApply(ended -> "call"), everyLoop.thenApply(ran -> "loops"))
                .join());
        return waiting.join();
    }

    /** Knows this name alone, by these addresses of IPv4. */
    private void answer(String name, byte[]... addresses) {
        Thread thread = new Thread(() -> {
            DatagramPacket query = new DatagramPacket(new byte[512], 512);
            try {
                while (true) {
                    server.receive(query);
                    byte[] answer = answer(query, name, addresses);
                    server.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
                }
            } catch (IOException e) {
                // closed
            }
        }, "name-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static byte[] answer(DatagramPacket query, String known, byte[][] addresses) throws IOException {
        byte[] asked = query.getData();
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        for (; asked[at] != 0; at += asked[at] + 1) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(asked, at + 1, asked[at], StandardCharsets.US_ASCII));
        }
        boolean isKnown = name.toString().equals(known);
        int many = isKnown && asked[at + 2] == TYPE_A ? addresses.length : 0;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(asked, 0, 2);
        out.write(new byte[] { (byte) 0x81, (byte) (isKnown ? 0x80 : 0x83), 0, 1, 0, (byte) many, 0, 0, 0, 0 });
        out.write(asked, HEADER, at + 5 - HEADER);
        for (int i = 0; i < many; i++) {
            out.write(new byte[] { (byte) 0xc0, HEADER, 0, TYPE_A, 0, 1, 0, 0, 0, 60, 0, 4 });
            out.write(addresses[i]);
        }
        return out.toByteArray();
    }
}
