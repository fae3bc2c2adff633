package com.leadlex.graphql;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.leadlex.graphql.leadlex.RawLeadlex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * The first failing call after the start loads no class from a jar that a good one would not load: it may fail because there is
 * no descriptor left, so that no jar can be opened either.
 */
class FirstFailureIT {

    /** Of a class with a name of its own, and not one that Java makes up or has in its own image. */
    private static final Pattern FROM_JAR = Pattern.compile("\\] (\\S+) source: (?!jrt:|shared objects file|__)\\S+.*");
    private static final Pattern MADE_UP = Pattern.compile(".*(\\$\\$|Generated\\w*Accessor|/0x).*");
    private static final Pattern CODE = Pattern.compile("\"code\":\"(\\w+)\"");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Path loaded;
    private int asked;

    @BeforeEach
    void anExecutableLoadsNothing() throws IOException {
        assumeFalse(PackagedProcess.isNative());
    }

    @Test
    void whateverLeadlexDoesWrong() throws Exception {
        Map<String, RawLeadlex.Script> wrong = new LinkedHashMap<>();
        wrong.put("reset", RawLeadlex.Exchange::reset);
        wrong.put("closed", exchange -> {
            // Returns without an answer, so the connection is closed.
        });
        wrong.put("silent", exchange -> Thread.sleep(5_000));
        wrong.put("no HTTP", exchange -> exchange.raw("no HTTP\r\n\r\n"));
        wrong.put("cut", exchange -> exchange.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"));
        wrong.put("unavailable", exchange -> exchange.json(503, "{\"error\":\"some_code\"}"));
        wrong.put("limited", exchange -> exchange.json(429, "", "Retry-After: 60"));
        wrong.put("no JSON", exchange -> exchange.json(200, "{"));
        try (RawLeadlex raw = new RawLeadlex(0); PackagedProcess service = start("http://localhost:" + raw.port())) {
            Set<String> good = loadedByGoodOnes(service);
            for (Map.Entry<String, RawLeadlex.Script> each : wrong.entrySet()) {
                raw.answers(each.getValue());
                String code = ask(service, "{activity(id:\"act_" + each.getKey().hashCode() + "\"){id}}");
                assertTrue(code.matches("UPSTREAM_.*|RATE_LIMITED"), code);
                assertEquals(Set.of(), loadedSince(good), each.getKey());
            }
        }
    }

    @Test
    void nobodyListens() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            free.close();
            assertNothingMoreThanGoodOnes("http://localhost:" + free.getLocalPort());
        }
    }

    @Test
    void nobodyKnowsTheHost() throws Exception {
        assertNothingMoreThanGoodOnes("http://leadlex.invalid");
    }

    @Test
    void noTls() throws Exception {
        try (RawLeadlex raw = new RawLeadlex(0)) {
            assertNothingMoreThanGoodOnes("https://localhost:" + raw.port());
        }
    }

    /** Where no call can be a good one: compared to a service whose Leadlex answers. */
    private void assertNothingMoreThanGoodOnes(String url) throws Exception {
        Set<String> good;
        try (RawLeadlex raw = new RawLeadlex(0); PackagedProcess service = start("http://localhost:" + raw.port())) {
            good = loadedByGoodOnes(service);
        }
        try (PackagedProcess service = start(url)) {
            good.addAll(classes());
            assertEquals("UPSTREAM_UNAVAILABLE", ask(service, "{activity(id:\"act_2\"){id}}"));
            assertEquals(Set.of(), loadedSince(good));
        }
    }

    private PackagedProcess start(String leadlex) throws Exception {
        loaded = folder.resolve("loaded-" + ++asked);
        PackagedProcess service = PackagedProcess.start(List.of("-Xlog:class+load:file=" + loaded),
                Map.of("LEADLEX_URL", leadlex, "LEADLEX_TIMEOUT_ATTEMPT", "1S"));
        service.port();
        // The service is about to rehearse.
        for (int i = 0; i < 100 && !Files.readString(loaded).contains(".NetworkFailure "); i++) {
            Thread.sleep(200);
        }
        settled();
        return service;
    }

    /** What a look-up that is answered, and a document that is refused, need. */
    private Set<String> loadedByGoodOnes(PackagedProcess service) throws Exception {
        for (int i = 0; i < 3; i++) {
            assertEquals("data", ask(service, "{activity(id:\"act_1" + i + "\"){id}}"));
        }
        assertEquals("GRAPHQL_VALIDATION_FAILED", ask(service, "{nothing}"));
        return settled();
    }

    private Set<String> loadedSince(Set<String> before) throws Exception {
        Set<String> more = settled();
        more.removeAll(before);
        return more;
    }

    /** @return all classes that were loaded from jars, as soon as there are no more of them for a second */
    private Set<String> settled() throws Exception {
        Set<String> before = classes();
        Thread.sleep(1_000);
        for (Set<String> now = classes(); !now.equals(before); now = classes()) {
            before = now;
            Thread.sleep(1_000);
        }
        return before;
    }

    private Set<String> classes() throws IOException {
        Set<String> classes = new TreeSet<>();
        for (String line : Files.readString(loaded, StandardCharsets.UTF_8).split("\n")) {
            Matcher fromJar = FROM_JAR.matcher(line);
            if (fromJar.find() && !MADE_UP.matcher(fromJar.group(1)).matches()) {
                classes.add(fromJar.group(1));
            }
        }
        return classes;
    }

    /** @return data, or the code of the first error */
    private String ask(PackagedProcess service, String query) throws Exception {
        String body = client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + "/graphql"))
                .header("Content-Type", "application/json").header("Authorization", "Bearer wbk_first")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"" + query.replace("\"", "\\\"") + "\"}")).build(),
                HttpResponse.BodyHandlers.ofString()).body();
        Matcher code = CODE.matcher(body);
        return code.find() ? code.group(1) : "data";
    }
}
