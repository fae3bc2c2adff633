package com.leadlex.graphql;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.leadlex.RawLeadlex;

import io.restassured.specification.RequestSpecification;

import static com.leadlex.graphql.PersistedQuery.byHash;
import static com.leadlex.graphql.PersistedQuery.register;
import static com.leadlex.graphql.PersistedQuery.sha256;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What was packaged, set up as a closed service: its own key, its own documents, one known page. */
class ConfiguredServiceIT {

    private static final String PAGE = "https://page.example";
    private static RawLeadlex leadlex;
    private static PackagedProcess service;

    @BeforeAll
    static void start() throws Exception {
        leadlex = new RawLeadlex(0);
        service = PackagedProcess.start(
                List.of("-Dfacade.documents=trusted", "-Dfacade.introspection=false", "-Dfacade.graphiql.enabled=false",
                        "-Dfacade.auth.allow-anonymous=true", "-Dfacade.http.management-direct-only=true",
                        "-Dquarkus.http.cors.enabled=true",
                        "-Dquarkus.http.cors.origins=" + PAGE + ",/https://[a-z]+[.]page[.]example/",
                        "-Dquarkus.http.proxy.proxy-address-forwarding=true", "-Dquarkus.http.proxy.allow-x-forwarded=true",
                        "-Dquarkus.http.proxy.enable-forwarded-host=true"),
                Map.of("LEADLEX_URL", "http://127.0.0.1:" + leadlex.port(), "FACADE_AUTH_MODE", "server",
                        "LEADLEX_API_KEY", "wbk_of_the_server"));
        service.port();
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
        leadlex.close();
    }

    @Test
    void aTrustedDocumentRunsWithTheKeyOfTheServer() throws Exception {
        String text = Files.readString(Path.of("graphql/operations/Activity.graphql"));
        json().header("Authorization", "Bearer of-the-caller").body(Map.of("query", text, "variables", Map.of("id", "act_1")))
                .post("/graphql").then().statusCode(200).body("errors", nullValue()).body("data.activity.id", equalTo("act_1"));
        assertEquals("Bearer wbk_of_the_server", leadlex.seen().get(leadlex.seen().size() - 1).key());
    }

    @Test
    void eachListedDocumentRunsByIdByHashAndByText() throws Exception {
        try (var files = Files.list(Path.of("graphql/operations"))) {
            List<Path> listed = files.filter(file -> file.toString().endsWith(".graphql")).toList();
            assertFalse(listed.isEmpty());
            for (Path file : listed) {
                String text = Files.readString(file);
                for (Map<String, Object> document : List.of(Map.<String, Object> of("documentId", "sha256:" + sha256(text)),
                        byHash(text), register(text), Map.<String, Object> of("query", text))) {
                    Map<String, Object> request = new HashMap<>(document);
                    request.put("variables", Map.of("id", "act_1"));
                    json().body(request).post("/graphql").then().statusCode(200).body("containsKey('data')", equalTo(true));
                }
            }
        }
    }

    @Test
    void anyOtherDocumentIsNotTrusted() throws Exception {
        for (Map<String, Object> document : List.of(Map.<String, Object> of("query", "{ activity(id: \"act_2\") { id } }"),
                Map.<String, Object> of("query", "{ __schema { types { name } } }"), register("{ __typename }"),
                byHash("{ nobody { knows } }"), Map.<String, Object> of("documentId", "sha256:x"))) {
            json().body(document).post("/graphql").then().statusCode(200)
                    .body("errors[0].extensions.code", equalTo("DOCUMENT_NOT_TRUSTED"));
        }
        json().accept("application/graphql-response+json").body(Map.of("query", "{ __typename }")).post("/graphql").then()
                .statusCode(400);
        assertEquals(0, leadlex.seen().stream().filter(it -> it.id().equals("act_2")).count());
    }

    @Test
    void thePageOfTheAllowListMayAskAndNoOther() throws Exception {
        given().port(service.port()).header("Origin", PAGE).header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,authorization").options("/graphql").then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", PAGE);
        json().header("Origin", "https://elsewhere.example").body("{}").post("/graphql").then()
                .header("Access-Control-Allow-Origin", nullValue());
    }

    /** Quarkus' own check of the origin fails over such requests, and logs each with a stack trace and its URL. */
    @Test
    void noHostOriginOrUrlOfAStrangerIsAnError() throws Exception {
        long seed = Long.getLong("strangers.seed", System.nanoTime());
        Random random = new Random(seed);
        Map<String, Integer> statuses = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            String head = head(random);
            String status = status(head);
            assertTrue(status.matches("HTTP/1[.][01] [234]\\d\\d.*"), () -> "seed " + seed + ": " + head + status);
            statuses.merge(status.substring(9, 12), 1, Integer::sum);
        }
        String log = service.output();
        assertFalse(log.contains("ERROR") || log.contains("\"exception\"") || log.contains("act_stranger"),
                () -> "seed " + seed + ": " + log.lines().filter(line -> line.contains("ERROR")).findFirst().orElse(log));
        System.out.println("strangers.seed=" + seed + " " + statuses);
        assertTrue(statuses.getOrDefault("403", 0) > 100 && statuses.getOrDefault("200", 0) > 20, statuses::toString);
    }

    private static String head(Random random) {
        List<String> hosts = List.of("localhost", "a", "my_service:8080", "", ":80", "page.example", "[::1]:9", "a:b",
                "a:99999", "%",
                "a b", "a/b", "user@a", "{", "1.2.3.4.5", "é", "a..b", "[", "LOCALHOST:80");
        List<String> origins = List.of("https://page.example", "https://a.page.example", "https://evilpage.example", "http://a",
                "null", "http://my_service:8080", "http://", "http:", "https://", "http://:80", "http://[", "http://{", "*",
                "http://a/b",
                "https://localhost", "http://localhost", "http://localhost:80", "HTTP://A", "http://é", "a b", "\t",
                "http://%");
        List<String> targets = List.of("/graphql?query={__typename}", "/graphql?query=%7B__typename%7D", "/graphql", "/",
                "/q/health",
                "/graphql?query={activity(id:\"act_stranger\"){id}}", "/graphql/schema.graphql", "/graphql?a=%&b=|^<>", "//",
                "/%00",
                "http://a/graphql?query={x}", "/graphiql?x={", "*", "/graphql?q=[]{}|\\\\^`\"");
        List<String> forwarded = List.of("X-Forwarded-Port: x", "X-Forwarded-Port: 99999", "X-Forwarded-Host: {",
                "X-Forwarded-Host: ",
                "X-Forwarded-Proto: https", "X-Forwarded-Proto: a b", "X-Forwarded-For: ::", "X-Forwarded-For: a:b:c", "X-A: b",
                "X-Forwarded-Host: my_service:x", "X-Forwarded-Ssl: on", "X-Forwarded-Prefix: /{");
        List<String> methods = List.of("GET", "GET", "POST", "OPTIONS", "QUERY", "HEAD", "PUT");
        StringBuilder head = new StringBuilder(any(methods, random)).append(' ').append(any(targets, random))
                .append(random.nextInt(5) == 0 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
        if (random.nextInt(8) > 0) {
            head.append("Host: ").append(any(hosts, random)).append("\r\n");
        }
        if (random.nextInt(4) > 0) {
            head.append("Origin: ").append(any(origins, random)).append("\r\n");
        }
        if (random.nextInt(3) == 0) {
            head.append("Access-Control-Request-Method: POST\r\n");
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            head.append(any(forwarded, random)).append("\r\n");
        }
        return head.append("Connection: close\r\n\r\n").toString();
    }

    private static String any(List<String> texts, Random random) {
        return texts.get(random.nextInt(texts.size()));
    }

    private static String status(String head) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            String status = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
            return status == null ? "closed without an answer" : status;
        }
    }

    @Test
    void healthAndMetricsAreHiddenFromWhoeverComesThroughAProxy() throws Exception {
        for (String path : List.of("/q/health", "/q/health/live", "/q/metrics", "/q/metrics/")) {
            for (String header : List.of("X-Forwarded-For", "x-forwarded-for", "Forwarded")) {
                given().port(service.port()).urlEncodingEnabled(false).header(header, "203.0.113.1").get(path).then()
                        .statusCode(404);
            }
        }
        given().port(service.port()).get("/q/health/live").then().statusCode(200);
        given().port(service.port()).get("/q/metrics").then().statusCode(200);
        given().port(service.port()).header("X-Forwarded-For", "203.0.113.1").queryParam("documentId", "sha256:0")
                .get("/graphql").then()
                .statusCode(200);
    }

    @Test
    void graphiQLIsNotServed() throws Exception {
        given().port(service.port()).get("/graphiql").then().statusCode(404);
    }

    private static RequestSpecification json() throws Exception {
        return given().port(service.port()).contentType("application/json");
    }
}
