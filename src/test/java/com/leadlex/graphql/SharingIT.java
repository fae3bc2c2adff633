package com.leadlex.graphql;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.leadlex.RawLeadlex;

import io.restassured.path.json.JsonPath;

import static com.leadlex.graphql.PersistedQuery.byHash;
import static com.leadlex.graphql.PersistedQuery.register;
import static com.leadlex.graphql.PersistedQuery.sha256;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What two replicas share through a real Redis, and what becomes of them without it. */
class SharingIT {

    private static final Set<String> LIMITED_ONCE = ConcurrentHashMap.newKeySet();
    private static RedisServer redis;
    private static RawLeadlex leadlex;
    private static PackagedProcess first;
    private static PackagedProcess second;

    @BeforeAll
    static void startTwoReplicas() throws Exception {
        assumeTrue(RedisServer.isInstalled(), "there is no redis-server here; Debian's package of that name has it");
        redis = new RedisServer();
        leadlex = new RawLeadlex(0);
        // Each key that says so is limited at its first look-up, and would not be at its second.
        leadlex.answers(exchange -> {
            if (exchange.key().contains("limited") && LIMITED_ONCE.add(exchange.key())) {
                exchange.body(429, new byte[0], "Retry-After: 60");
            } else {
                exchange.activity();
            }
        });
        first = replica();
        // Before the other one is there.
        assertEquals("RATE_LIMITED", code(first, "wbk_limited_before", activity()));
        assertNull(code(first, "wbk_x", register("query Before { __typename }")));
        second = replica();
        second.port();
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable started : new AutoCloseable[] { first, second, leadlex, redis }) {
            if (started != null) {
                started.close();
            }
        }
    }

    private static PackagedProcess replica() throws IOException {
        return PackagedProcess.start(
                List.of("-Dquarkus.redis.hosts=redis://127.0.0.1:" + redis.port(), "-Dfacade.sharing.interval=50MS",
                        // So that a busy machine is not taken for a slow Redis.
                        "-Dfacade.sharing.timeout=1S"),
                Map.of("LEADLEX_URL", "http://127.0.0.1:" + leadlex.port()));
    }

    @Test
    void aDocumentRegisteredWithOneReplicaIsKnownToTheOther() throws Exception {
        String document = "query Shared { activity(id: \"act_1\") { type } }";
        assertEquals("PERSISTED_QUERY_NOT_FOUND", code(second, "wbk_x", byHash(document)));
        assertNull(code(first, "wbk_x", register(document)));
        eventually(() -> code(second, "wbk_x", byHash(document)) == null);
    }

    @Test
    void aHoldOfOneReplicaHoldsForTheOther() throws Exception {
        aHoldOf("wbk_limited");
        JsonPath held = ask(second, "wbk_limited", activity());
        assertTrue(held.getInt("errors[0].extensions.retryAfterSeconds") > 30);
        assertNull(held.get("errors[0].extensions.upstream"), "Leadlex was not asked");
        assertNull(code(second, "wbk_another", activity()));
    }

    @Test
    void aReplicaThatStartsLaterLearnsEarlierHoldsAndDocuments() throws Exception {
        eventually(() -> "RATE_LIMITED".equals(code(second, "wbk_limited_before", activity())));
        assertNull(code(second, "wbk_x", byHash("query Before { __typename }")));
    }

    @Test
    void noKeyIsInRedis() throws Exception {
        assertEquals("RATE_LIMITED", code(first, "wbk_limited_secret", activity()));
        String name = ApiKey.of("wbk_limited_secret").sharedName();
        eventually(() -> redis.ask("ZRANGE leadlex-graphql:held 0 -1").contains(name));
        assertFalse(redis.ask("ZRANGE leadlex-graphql:held 0 -1").contains("wbk_"));
        assertFalse(redis.ask("KEYS *").contains("wbk_"));
    }

    @Test
    void foreignValuesInRedisAreNotTrusted() throws Exception {
        String document = "query Wanted { __typename }";
        redis.ask("SET leadlex-graphql:document:" + sha256(document) + " \"query Other { activity(id: 1) { id } }\"");
        assertEquals("PERSISTED_QUERY_NOT_FOUND", code(second, "wbk_x", byHash(document)));
        redis.ask("ZADD leadlex-graphql:held +inf something +inf " + "0".repeat(64));
        aHoldOf("wbk_limited_after_nonsense");
    }

    @Test
    void aValueOfTheWrongTypeFailsItsOwnLookUpOnly() throws Exception {
        String document = "query WrongType { __typename }";
        redis.ask("SADD leadlex-graphql:document:" + sha256(document) + " something");
        for (int i = 0; i < 8; i++) {
            String key = "wbk_limited_beside_wrong_type_" + i;
            assertEquals("PERSISTED_QUERY_NOT_FOUND", code(first, "wbk_x", byHash(document)));
            assertEquals("RATE_LIMITED", code(first, key, activity()));
            eventually(() -> "RATE_LIMITED".equals(code(second, key, activity())));
        }
        first.awaitLine("WRONGTYPE");
        assertEquals(1, first.output().lines().filter(line -> line.contains("WRONGTYPE")).count(), first.output());
        assertNull(code(first, "wbk_x", register(document)));
        eventually(() -> code(second, "wbk_x", byHash(document)) == null);
    }

    @Test
    void aLargeForeignValueIsRemovedUnread() throws Exception {
        redis.ask("EVAL \"return redis.call('ZADD', KEYS[1], '+inf', string.rep('x', 60000000))\" 1 leadlex-graphql:held");
        aHoldOf("wbk_limited_beside_a_large_value");
        eventually(() -> Long.parseLong(redis.ask("MEMORY USAGE leadlex-graphql:held").lines().findFirst().orElseThrow()
                .substring(1)) < 1_000_000);
        assertNull(code(first, "wbk_another", activity()));
        assertNull(code(second, "wbk_another", activity()));
    }

    @Test
    void aReadOnlyRedisIsStillReadAndReported() throws Exception {
        String document = "query BeforeReadOnly { __typename }";
        assertNull(code(first, "wbk_x", register(document)));
        eventually(() -> code(second, "wbk_x", byHash(document)) == null);
        String unknown = "query OnlyInRedis { __typename }";
        redis.ask("SET leadlex-graphql:document:" + sha256(unknown) + " \"" + unknown + "\"");
        // Tests that stop Redis may have run before this one.
        long before = linesOfFirst("shares nothing");
        redis.ask("REPLICAOF 127.0.0.1 1");
        try {
            assertEquals("RATE_LIMITED", code(first, "wbk_limited_no_room", activity()));
            first.awaitLine("Redis refuses to keep holds (READONLY You can't write against a read only replica): ");
            assertNull(code(first, "wbk_x", byHash(unknown)), "documents are read");
            assertEquals(before, linesOfFirst("shares nothing"), first.output());
        } finally {
            redis.ask("REPLICAOF NO ONE");
        }
        eventually(() -> "RATE_LIMITED".equals(code(second, "wbk_limited_no_room", activity())));
    }

    private static long linesOfFirst(String text) throws IOException {
        return first.output().lines().filter(line -> line.contains(text)).count();
    }

    private static void aHoldOf(String key) throws Exception {
        assertEquals("RATE_LIMITED", code(first, key, activity()));
        eventually(() -> "RATE_LIMITED".equals(code(second, key, activity())));
    }

    @Test
    void withoutRedisEachReplicaAnswersByItselfAndSharesAgainAfterwards() throws Exception {
        redis.kill();
        try {
            assertEachAnswers("query Alone { __typename }", "wbk_limited_alone");
            second.awaitLine("shares nothing with the others");
            assertFalse(second.output().contains("\"exception\""), SharingIT::outputOfSecond);
        } finally {
            redis.start();
        }
        eventually(() -> sharesADocument("back" + System.nanoTime()));
        // The hold that the first replica could not publish.
        eventually(() -> "RATE_LIMITED".equals(code(second, "wbk_limited_alone", activity())));
    }

    @Test
    void aHangingRedisDelaysNoRequest() throws Exception {
        redis.freeze();
        try {
            assertEachAnswers("query Hangs { __typename }", "wbk_limited_hangs");
        } finally {
            redis.thaw();
        }
        eventually(() -> sharesADocument("thawed" + System.nanoTime()));
    }

    private static void assertEachAnswers(String document, String limitedKey) throws Exception {
        for (PackagedProcess replica : List.of(first, second)) {
            long start = System.nanoTime();
            assertNull(code(replica, "wbk_x", activity()));
            assertEquals("PERSISTED_QUERY_NOT_FOUND", code(replica, "wbk_x", byHash(document)));
            assertNull(code(replica, "wbk_x", register(document)));
            assertNull(code(replica, "wbk_x", byHash(document)));
            assertTrue(System.nanoTime() - start < 5_000_000_000L, "it took more than 5 s");
            given().port(replica.port()).get("/q/health/ready").then().statusCode(200);
        }
        assertEquals("RATE_LIMITED", code(first, limitedKey, activity()));
        assertNull(code(second, limitedKey, activity()), "the other replica cannot know");
    }

    private static boolean sharesADocument(String name) throws Exception {
        String document = "query " + name + " { __typename }";
        return code(first, "wbk_x", register(document)) == null && code(second, "wbk_x", byHash(document)) == null;
    }

    private static Map<String, Object> activity() {
        return Map.of("query", "{ activity(id: \"act_1\") { id } }");
    }

    private static String code(PackagedProcess replica, String key, Map<String, Object> request) throws Exception {
        return ask(replica, key, request).get("errors[0].extensions.code");
    }

    private static JsonPath ask(PackagedProcess replica, String key, Map<String, Object> request) throws Exception {
        return given().port(replica.port()).header("Authorization", "Bearer " + key).contentType("application/json")
                .body(request).post("/graphql").then().statusCode(equalTo(200)).extract().jsonPath();
    }

    private static void eventually(Callable<Boolean> holds) throws Exception {
        for (int attempt = 0; attempt < 500; attempt++) {
            if (holds.call()) {
                return;
            }
            Thread.sleep(20);
        }
        assertTrue(holds.call(), () -> "It does not come about; the second replica wrote:\n" + outputOfSecond());
    }

    private static String outputOfSecond() {
        try {
            return second.output();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
