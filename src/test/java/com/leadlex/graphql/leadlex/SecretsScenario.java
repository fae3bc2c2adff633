package com.leadlex.graphql.leadlex;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.observability.OtlpReceiver;

import io.restassured.RestAssured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A bad day with all log categories at TRACE, after which no secret is found in what came out of the service. Requests are
 * sent with clients that log nothing themselves.
 */
@Tag("trace")
abstract class SecretsScenario {

    private final List<String> out = new ArrayList<>();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The level outlives the service that sets it, and would slow down all that runs in this JVM afterwards. */
    @AfterAll
    static void traceNoMore() {
        Logger.getLogger("").setLevel(Level.INFO);
    }

    /** What the caller sends after {@code Authorization: Bearer}. */
    abstract String credential();

    /** What must not come out anywhere. */
    abstract List<String> secrets();

    @Test
    void noSecretComesOutInLogsAtTraceAnswersMetricsOrSpans() throws Exception {
        OtlpReceiver.spans().clear();
        try (LogWitness logs = new LogWitness(secrets()); RawLeadlex raw = new RawLeadlex(RawLeadlexProfile.port())) {
            raw.answers(SecretsScenario::badDay);
            for (String id : List.of("ok", "400", "401", "403", "404", "500", "reset", "cut", "hang", "html", "moved", "large",
                    "other", "deep", "429", "ok")) {
                ask("{\"query\":\"query Activity($id: ID!) { activity(id: $id) { id title } }\",\"variables\":{\"id\":\"act_"
                        + id
                        + "\"}}");
            }
            ask("{\"query\":\"{ activity(id: \\\"../x\\\") { id } }\"}");
            ask("{\"query\":\"{ nothing }\"}");
            ask("{\"query\":");
            ask("[]");
            garbage();
            get("/graphql?query=%7B__typename%7D");
            get("/graphiql");
            get("/nowhere");
            String metrics = get("/q/metrics");

            assertTrue(metrics.contains("leadlex_calls_seconds_count{outcome=\"upstream_timeout\"}"), metrics);
            assertTrue(raw.seen().size() > 14, "calls");
            awaitSpans();
            assertTrue(logs.traced().stream().anyMatch(it -> it.startsWith("io.")), () -> "at TRACE: " + logs.traced());
            assertEquals(List.of(), logs.betrayals());
        }
        for (String secret : secrets()) {
            assertFalse(OtlpReceiver.spans().toString().contains(secret), "a span has " + secret);
            out.forEach(answer -> assertFalse(answer.contains(secret), answer));
        }
        for (String upstream : List.of("localhost:" + RawLeadlexProfile.port(), "/base", "v1/activities/act", "raw-leadlex")) {
            out.forEach(answer -> assertFalse(answer.contains(upstream), answer));
        }
    }

    /** Leadlex repeats the key wherever it can. */
    private static void badDay(RawLeadlex.Exchange exchange) throws Exception {
        String key = exchange.key().substring("Bearer ".length());
        String error = "{\"error\":{\"code\":\"" + key + "\",\"message\":\"" + key + " may not\"},\"code\":\"" + key + "\"}";
        String id = exchange.id();
        String[] echo = { "X-Echo: Bearer " + key, "Retry-After: 1" };
        switch (id) {
            case "act_ok" -> exchange.json(200, activity(id), echo);
            case "act_400", "act_401", "act_403", "act_404", "act_500", "act_429" ->
                exchange.json(Integer.parseInt(id.substring(4)), error, echo);
            case "act_reset" -> exchange.reset();
            case "act_cut" -> exchange.head(200, echo, "Content-Length: 1000");
            case "act_hang" -> exchange.socket().getInputStream().read();
            case "act_html" -> exchange.json(200, "<html>" + key, echo);
            case "act_moved" -> exchange.json(302, error, "Location: https://raw-leadlex/?key=" + key);
            case "act_large" -> exchange.json(200, key.repeat(2_000), echo);
            case "act_other" -> exchange.json(200, activity(key), echo);
            default -> exchange.json(200, "[".repeat(2_000) + key, echo);
        }
    }

    private static String activity(String id) {
        return "{\"data\":{\"activity\":{\"id\":\"" + id + "\",\"type\":\"call\",\"title\":\"A call\"}}}";
    }

    private void ask(String body) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> all = Stream
                .of("application/json", "application/graphql-response+json", "text/html")
                .map(accept -> client.sendAsync(
                        request("/graphql").header("Content-Type", "application/json").header("Accept", accept)
                                .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();
        for (CompletableFuture<HttpResponse<String>> each : all) {
            keep(each.get());
        }
    }

    String get(String path) throws Exception {
        return keep(client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + credential())
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    private String keep(HttpResponse<String> response) {
        out.add(response.statusCode() + " " + response.headers().map() + " " + response.body());
        return response.body();
    }

    /** Requests that are no HTTP, or that no client library would send. */
    private void garbage() throws IOException {
        String header = "Authorization: Bearer " + credential() + "\r\n";
        String post = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        for (String bytes : List.of(
                credential() + "\r\n\r\n",
                "GET /graphql HTTP/1.1\r\nHost: x\r\n" + credential() + "\r\n\r\n",
                "GET /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + credential() + "\u0001\r\n\r\n",
                "GET /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + credential() + " é\r\n\r\n",
                "GET /" + credential() + "%zz HTTP/1.1\r\nHost: x\r\n" + header + "\r\n",
                "GET /graphql HTTP/9.9\r\nHost: x\r\n" + header + "\r\n",
                "GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: x\r\n" + header + header + "\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + credential(),
                post + header + "Content-Length: -1\r\n\r\n",
                post + header + "Transfer-Encoding: chunked\r\n\r\n" + credential() + "\r\n",
                post + header + "Content-Length: 1000\r\n\r\n{" + credential(),
                post + "Authorization: Bearer " + credential().repeat(3_000) + "\r\nContent-Length: 0\r\n\r\n")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
                socket.setSoTimeout(1_000);
                socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                out.add(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                out.add("hung up on"); // which tells nothing either
            }
        }
    }

    private static void awaitSpans() throws InterruptedException {
        for (int i = 0; OtlpReceiver.spans().size() < 20; i++) {
            assertTrue(i < 2_000, () -> OtlpReceiver.spans().size() + " spans");
            Thread.sleep(10);
        }
    }
}
