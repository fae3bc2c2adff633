package com.leadlex.graphql.http;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** However fragments are spread and names are chosen, an answer is soon there. The allowance is for a busy machine. */
@QuarkusTest
class HostileDocumentsTest {

    private static final long MILLISECONDS = 1_500;
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    private HttpResponse<String> ask(String body) throws IOException, InterruptedException {
        return ask(request("").header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String parameters) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/graphql" + parameters));
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        long took = (System.nanoTime() - start) / 1_000_000;
        assertTrue(answer.statusCode() < 500, () -> "seed " + seed + ": " + answer.body());
        assertTrue(took < MILLISECONDS, () -> "seed " + seed + " took " + took + " ms");
        return answer;
    }

    private HttpResponse<String> query(String document) throws IOException, InterruptedException {
        return ask("{\"query\":\"" + document + "\"}");
    }

    /** Layers of fragments, each of which spreads some of the layer below: chains, diamonds, webs. */
    @RepeatedTest(8)
    void fragmentsWithinFragments() throws Exception {
        int wide = 1 + random.nextInt(12);
        int deep = 2 + random.nextInt(1_400 / wide);
        int spreads = 1 + random.nextInt(Math.max(1, Math.min(wide, 6_000 / (wide * deep))));
        boolean cyclic = random.nextInt(3) == 0;
        List<String> fragments = new ArrayList<>();
        for (int layer = 0; layer < deep; layer++) {
            int below = layer - 1;
            for (int i = 0; i < wide; i++) {
                String inner = layer == 0 ? cyclic ? "...F" + (deep - 1) + "_0" : "__typename"
                        : IntStream.range(0, spreads).mapToObj(s -> "...F" + below + "_" + random.nextInt(wide))
                                .collect(Collectors.joining(" "));
                fragments.add("fragment F" + layer + "_" + i + " on Query{" + inner + "}");
            }
        }
        switch (random.nextInt(3)) {
            case 0 -> Collections.reverse(fragments);
            case 1 -> Collections.shuffle(fragments, random);
            default -> {
                // from the innermost
            }
        }
        query(String.join("", fragments) + "{...F" + (deep - 1) + "_0}");
    }

    @Test
    void numbersOfManyDigits() throws Exception {
        for (String number : List.of("7".repeat(250_000), "0." + "3".repeat(250_000), "-" + "1".repeat(2_000) + "e5")) {
            assertTrue(query("{activity(id:" + number + "){id}}").body().contains("\"OPERATION_TOO_COMPLEX\""));
        }
        assertTrue(query("{__typename @include(if:" + "7".repeat(500) + ")}").body().contains("GRAPHQL_VALIDATION_FAILED"));
    }

    /** The parser remembers names by a hash: once its table is full, it fails, and would fail over the texts of others. */
    @Test
    void namesOfOneHash() throws Exception {
        List<String> alike = alike();
        String names = alike.stream().map(name -> "\"" + name + "\":1").collect(Collectors.joining(","));
        for (String body : List.of("{\"query\":\"{__typename}\",\"variables\":{" + names + "}}",
                "{\"query\":\"{__typename}\",\"extensions\":{" + names + "}}", "{\"query\":\"{__typename}\"," + names + "}")) {
            ask(body);
            ask(body);
            for (int i = 0; i < 100; i++) {
                String name = alike.get(random.nextInt(alike.size()));
                assertEquals("{\"data\":{\"__typename\":\"Query\"}}",
                        ask("{\"query\":\"{__typename}\",\"variables\":{\"" + name + "\":1}}").body());
            }
        }
    }

    /** A parser of characters has another hash than one of bytes: 33 times what was, and the character. */
    @Test
    void namesOfOneHashInAUrl() throws Exception {
        List<String> pairs = IntStream.range(0, 256).mapToObj(bits -> IntStream.range(0, 8)
                .mapToObj(bit -> (bits >> bit & 1) == 0 ? "Aa" : "B@").collect(Collectors.joining())).toList();
        List<String> quads = alike();
        for (int i = 0; i < 20; i++) {
            get(some(pairs, 256));
            get(some(quads, 100));
        }
        for (int i = 0; i < 200; i++) {
            List<String> others = IntStream.range(0, 20).mapToObj(n -> Integer.toString(random.nextInt(), 36)).distinct()
                    .toList();
            assertEquals("{\"data\":{\"__typename\":\"Query\"}}", get(others).body());
            assertEquals("{\"data\":{\"__typename\":\"Query\"}}", get(some(pairs, 3)).body());
        }
    }

    private List<String> some(List<String> names, int most) {
        List<String> shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, Math.min(most, names.size()));
    }

    private HttpResponse<String> get(List<String> names) throws Exception {
        String variables = names.stream().map(name -> "\"" + name + "\":1").collect(Collectors.joining(",", "{", "}"));
        String encoded = URLEncoder.encode(variables, StandardCharsets.UTF_8).replace("%3A", ":").replace("%2C", ",")
                .replace("%40", "@");
        return ask(request("?query=%7B__typename%7D&variables=" + encoded).GET());
    }

    /** Of eight characters each, whatever seed the hash has: Jackson's ByteQuadsCanonicalizer mixes it in last. */
    private List<String> alike() {
        int wanted = random.nextInt();
        int inverse = 0x3E0F83E1; // 33 times it is 1
        List<String> names = new ArrayList<>();
        while (names.size() < 3_000) {
            int first = quad();
            int mixed = first + (first >>> 15);
            mixed ^= mixed >>> 9;
            int second = (wanted - mixed) * inverse;
            if (isText(second)) {
                names.add(text(first) + text(second));
            }
        }
        return names.stream().distinct().toList();
    }

    private int quad() {
        return IntStream.range(0, 4).map(i -> '0' + random.nextInt(42)).reduce(0, (quad, c) -> quad << 8 | c);
    }

    private static boolean isText(int quad) {
        return text(quad).chars().allMatch(c -> c >= '#' && c < '\\');
    }

    private static String text(int quad) {
        return IntStream.of(24, 16, 8, 0).mapToObj(by -> String.valueOf((char) (quad >>> by & 0xFF)))
                .collect(Collectors.joining());
    }
}
