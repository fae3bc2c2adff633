import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Writes {@code app.aot}, the JVM's AOT cache (JEP 483, 514, 515), by running the packaged service on real
 * operations. Run it with the Java (25 or newer) that will run the service: {@code java docker/AotCache.java
 * target/quarkus-app}, then {@code cd target/quarkus-app && java -XX:AOTCache=app.aot -jar quarkus-run.jar}. A cache
 * that does not fit (another Java, another directory, a changed jar) is left aside by the JVM with a warning.
 */
public final class AotCache {

    private static final int ROUNDS = 300;
    private static final String ID = "act_7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d";
    private static final String QUERY = "query Train($id: ID!) { activity(id: $id) { id type title description contactId dealId "
            + "entityType entityId entityName metadata createdByUserId createdDate } }";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    private AotCache(int port) {
        base = "http://127.0.0.1:" + port;
    }

    public static void main(String[] args) throws Exception {
        if (Runtime.version().feature() < 25) {
            System.err.println("An AOT cache needs Java 25 or newer, the one that will run the service; this is Java " + Runtime.version().feature() + ".");
            System.exit(1);
        }
        Path app = Path.of(args.length > 0 ? args[0] : "target/quarkus-app").toAbsolutePath();
        Path cache = app.resolve("app.aot");
        Files.deleteIfExists(cache);
        Path log = Files.createTempFile("aot-training", ".log");
        try {
            train(app, log);
            if (!Files.exists(cache)) {
                throw new IllegalStateException("The JVM wrote no cache.");
            }
        } catch (Exception e) {
            Files.copy(log, System.err);
            throw e;
        } finally {
            Files.delete(log);
        }
        System.out.printf("%s: %,d bytes%n", cache, Files.size(cache));
    }

    private static void train(Path app, Path log) throws Exception {
        HttpServer leadlex = leadlex();
        try {
            int port = freePort();
            Process service = start(app, port, leadlex.getAddress().getPort(), log);
            try {
                var training = new AotCache(port);
                training.awaitReady(service);
                for (int round = 0; round < ROUNDS; round++) {
                    training.operations();
                }
            } finally {
                service.destroy();
                if (!service.waitFor(5, TimeUnit.MINUTES)) {
                    service.destroyForcibly();
                }
            }
        } finally {
            leadlex.stop(0);
        }
    }

    /** The answer of Leadlex's documentation for any id but {@code missing}. */
    private static HttpServer leadlex() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(4, task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/v1/activities/", exchange -> {
            String id = exchange.getRequestURI().getPath().substring("/v1/activities/".length());
            if (id.equals("missing")) {
                answer(exchange, 404, "{\"error\":{\"code\":\"activity_not_found\",\"message\":\"Activity not found\"}}");
            } else {
                answer(exchange, 200, """
                        {"data":{"activity":{"id":"%s","type":"call","title":"Discovery call with Jane",
                        "description":"Discussed Q2 outsourcing plans; next step is proposal.",
                        "contact_id":"123e4567-e89b-12d3-a456-426614174000","deal_id":null,"entity_type":null,"entity_id":null,
                        "entity_name":null,"metadata":{"duration_minutes":32,"direction":"outbound","tags":["a",1.5,true]},
                        "created_by_user_id":"9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d","created_date":"2026-04-17T14:23:05Z"}}}"""
                        .formatted(id));
            }
        });
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * From the service's own directory, with a relative jar: the cache is refused when the path differs at run time. It
     * logs what it will log later, so that the cache has the classes for it.
     */
    private static Process start(Path app, int port, int leadlexPort, Path log) throws IOException {
        var command = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:AOTCacheOutput=app.aot", "-Dquarkus.http.host=127.0.0.1", "-jar", "quarkus-run.jar");
        command.environment().put("PORT", Integer.toString(port));
        command.environment().put("LEADLEX_URL", "http://127.0.0.1:" + leadlexPort);
        return command.directory(app.toFile()).redirectError(Redirect.INHERIT).redirectOutput(log.toFile()).start();
    }

    private void awaitReady(Process service) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (service.isAlive() && System.nanoTime() < deadline) {
            try {
                if (get("/q/health/ready", "application/json") == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // The port is not open yet.
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("The service did not become ready.");
    }

    private void operations() throws Exception {
        String variables = "{\"id\":\"" + ID + "\"}";
        expect(200, post("{\"query\":\"" + QUERY + "\",\"variables\":" + variables + "}"));
        expect(200, post("{\"query\":\"{ a: activity(id: \\\"one\\\") { title } b: activity(id: \\\"missing\\\") { id } }\"}"));
        expect(200, get("/graphql?query=" + encode(QUERY) + "&variables=" + encode(variables), "application/json"));
        expect(400, post("{\"query\":\"{ nothing }\"}"));
        expect(200, post("{\"query\":\"{ __schema { types { name fields { name type { name } } } } }\"}"));
        expect(200, get("/q/health/live", "application/json"));
        expect(200, get("/q/metrics", "text/plain"));
    }

    private int post(String json) throws Exception {
        return send(request("/graphql", "application/graphql-response+json").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private int get(String path, String accept) throws Exception {
        return send(request(path, accept).GET());
    }

    private HttpRequest.Builder request(String path, String accept) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30))
                .header("Accept", accept).header("Authorization", "Bearer wbk_training");
    }

    private int send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static void expect(int status, int was) {
        if (was != status) {
            throw new IllegalStateException("Expected status " + status + ", got " + was);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
