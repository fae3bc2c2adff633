package com.leadlex.graphql.leadlex;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.activity.ActivityResult;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Contract, section 11, with a time to live of 200 s and 600 s for the last good answer. Ages are told by {@code Age}. */
@QuarkusTest
@TestProfile(CacheProfile.class)
class CacheTest extends RawLeadlexTest {

    private static final AtomicInteger KEYS = new AtomicInteger();

    /** The answer is the first one, the second one, the first one as stale, or a code. */
    @ParameterizedTest(name = "{0}; {1}: {2} calls, {3}")
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "-                                               | well      | 0 | first",
            "Age: 100                                        | well      | 0 | first",
            "Age: 300                                        | well      | 1 | second",
            "Cache-Control: private                          | well      | 0 | first",
            "Cache-Control: max-age=400 ; Age: 300           | well      | 0 | first",
            "Cache-Control: max-age=100 ; Age: 150           | well      | 1 | second",
            "Cache-Control: no-store                         | well      | 1 | second",
            "Cache-Control: no-cache                         | well      | 1 | second",
            "Age: 100, 500                                   | well      | 0 | first",
            "Cache-Control: private=\"a, no-store\"          | well      | 0 | first",
            "Vary: *                                         | well      | 1 | second",
            "Date: Sun, 06 Nov 1994 08:49:37 GMT ; Expires: Sun, 06 Nov 1994 08:51:17 GMT            | well | 0 | first",
            "Date: Sun, 06 Nov 1994 08:49:37 GMT ; Expires: Sun, 06 Nov 1994 08:51:17 GMT ; Age: 100 | well | 1 | second",
            "Expires: 0                                      | well      | 1 | second",
            "Cache-Control: max-age=100 ; Expires: 0         | well      | 0 | first",
            "Age: 300 ; ETag: \"one\"                        | no tags   | 2 | second",
            "Age: 300 ; ETag: one                            | no tags   | 1 | second",
            "Age: 300 ; ETag: \"one\", \"two\"                | no tags   | 1 | second",
            "Age: 300 ; ETag: *                              | no tags   | 1 | second",
            "Age: 300 ; ETag: \"one\"                        | unchanged | 1 | first",
            "Cache-Control: no-cache ; ETag: \"one\"         | unchanged | 1 | first",
            "Age: 300 ; ETag: W/\"one\"                      | unchanged | 1 | first",
            "Age: 300 ; ETag: \"two\"                        | unchanged | 2 | second",
            "Age: 300 ; ETag: \"one\"                        | no tag    | 2 | second",
            "Age: 300 ; ETag: \"one\"                        | only 304  | 2 | UPSTREAM_INVALID_RESPONSE",
            "-                                               | 503       | 0 | first",
            "Age: 300                                        | 503       | 1 | stale 300",
            "Age: 300                                        | reset     | 1 | stale 300",
            "Age: 300                                        | hangs     | 1 | stale 300",
            "Age: 300                                        | 429       | 1 | stale 300",
            "Age: 300                                        | held      | 0 | stale 300",
            "Age: 300                                        | circuit   | 0 | stale 300",
            "Age: 300 ; ETag: \"one\"                        | 503       | 1 | stale 300",
            "Age: 700                                        | 503       | 1 | UPSTREAM_ERROR",
            "Age: 700                                        | held      | 0 | RATE_LIMITED",
            "Cache-Control: no-store                         | 503       | 1 | UPSTREAM_ERROR",
            "Cache-Control: max-age=0,must-revalidate        | 503       | 1 | UPSTREAM_ERROR",
            "Cache-Control: no-cache                         | 503       | 1 | UPSTREAM_ERROR",
            "Age: 300                                        | 401       | 1 | UNAUTHENTICATED",
            "Age: 300                                        | 403       | 1 | FORBIDDEN",
            "Age: 300                                        | 404       | 1 | NOT_FOUND",
            "Age: 300                                        | 400       | 1 | UPSTREAM_ERROR" })
    void leadlexsDirectivesAndTheAgeDecideWhatIsServedFromTheCache(String headers, String state, int calls,
            String answer) throws Exception {
        String key = "wbk_cache_" + KEYS.incrementAndGet();
        first(key, "act_1", headers == null ? new String[0] : headers.split(" ; "));
        bring(state, key);
        ActivityResult result = get("act_1", key);
        assertEquals(calls, raw.seen().size());
        assertEquals(answer, told(result));
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 403 })
    void aRefusedKeyLosesItsActivitiesAndNoOtherKeyDoes(int status) throws Exception {
        String key = "wbk_refused_" + status;
        String other = "wbk_trusted_" + status;
        first(key, "act_1");
        first(key, "act_2", "Age: 300");
        first(other, "act_1");
        bring("" + status, key);
        get("act_2", key);
        bring("503", key);
        assertEquals("UPSTREAM_ERROR", told(get("act_1", key)));
        assertEquals("UPSTREAM_ERROR", told(get("act_2", key)));
        assertEquals("first", told(get("act_1", other)));
    }

    @ParameterizedTest
    @CsvSource({ "404, NOT_FOUND", "410, UPSTREAM_ERROR", "451, UPSTREAM_ERROR", "204, UPSTREAM_INVALID_RESPONSE",
            "null, UPSTREAM_INVALID_RESPONSE" })
    void anActivityThatIsGoneIsForgottenAloneAndAFailureIsNeverRemembered(String gone, String code) throws Exception {
        String key = "wbk_gone_" + gone;
        first(key, "act_1", "Age: 300");
        first(key, "act_2");
        bring(gone, key);
        assertEquals(code, told(get("act_1", key)));
        bring("503", key);
        assertEquals("UPSTREAM_ERROR", told(get("act_1", key)));
        assertEquals("first", told(get("act_2", key)));
        bring("well", key);
        assertEquals("second", told(get("act_1", key)));
    }

    @ParameterizedTest
    @ValueSource(ints = { 204, 400, 412, 431 })
    void anActivityIsAskedForWithoutATagThatLeadlexRefusesWhichIsNotSentAgain(int status) throws Exception {
        String key = "wbk_refused_tag_" + status;
        first(key, "act_1", "Age: 300", "ETag: \"one\"");
        raw.answers(exchange -> {
            if (exchange.headers().containsKey("if-none-match")) {
                exchange.head(status, new String[0], status == 204 ? "X-No: body" : "Content-Length: 0");
                exchange.answered();
            } else {
                activity(exchange, "second", "Age: 300", "ETag: \"one\"");
            }
        });
        for (int calls : new int[] { 2, 3, 4 }) {
            assertEquals("second", told(get("act_1", key)));
            assertEquals(calls, raw.seen().size());
        }
    }

    @Test
    void aConfirmedAnswerIsFreshAgainAndWasAskedForByItsTag() throws Exception {
        String key = "wbk_confirmed";
        first(key, "act_1", "Age: 300", "ETag: W/\"one\"");
        bring("unchanged", key);
        assertEquals("first", told(get("act_1", key)));
        assertEquals("W/\"one\"", raw.seen().get(0).headers().get("if-none-match"));
        assertEquals("first", told(get("act_1", key)));
        assertEquals(1, raw.seen().size());
    }

    /** As in OneAnswerTest, of answers without a body, which name no id. */
    @Test
    void aSecond304ThatComesForTheNextRequestConfirmsNoOtherKeysActivity() throws Exception {
        first("wbk_before", "act_before", "Age: 300", "ETag: \"before\"");
        first("wbk_behind", "act_behind", "Age: 300", "ETag: \"behind\"");
        Map<Integer, RawLeadlex.Script> last = new ConcurrentHashMap<>();
        raw.answers(exchange -> {
            String id = exchange.id();
            RawLeadlex.Script own = id.equals("act_before")
                    ? to -> to.head(304, new String[0], "ETag: \"before\"")
                    : to -> to.json(200, body(id, "second"));
            RawLeadlex.Script before = last.put(exchange.socket().getPort(), own);
            (before == null ? own : before).answer(exchange);
            exchange.answered();
        });
        assertEquals("first", told(get("act_before", "wbk_before")));
        assertEquals("second", told(get("act_behind", "wbk_behind")));
        assertEquals(3, raw.seen().size());
        assertEquals(2, raw.seen().stream().map(exchange -> exchange.socket().getPort()).distinct().count(), "connections");
    }

    @Test
    void aCallerWithNoCacheGetsLeadlexsOwnAnswer() throws Exception {
        String key = "wbk_no_cache";
        first(key, "act_1");
        bring("well", key);
        post(key, "{ activity(id: \"act_1\") { title } }", "max-age=0").body("data.activity.title", equalTo("first"));
        post(key, "{ activity(id: \"act_1\") { title } }", "foo=\"a, no-cache\"").body("data.activity.title", equalTo("first"));
        post(key, "{ activity(id: \"act_1\") { title } }", "foo, No-Cache").body("data.activity.title", equalTo("second"));
        bring("503", key);
        post(key, "{ activity(id: \"act_1\") { title } }", "no-cache").body("data.activity", equalTo(null))
                .body("errors[0].extensions.code", equalTo("UPSTREAM_ERROR")).body("$", not(hasKey("extensions")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{ old: activity(id: \"act_1\") { title } new: activity(id: \"act_2\") { title } }",
            "{ old: activity(id: \"act_1\") @include(if: true) { title } new: activity(id: \"act_2\") { title } }",
            "{ _entities(representations: [{__typename: \"Activity\", id: \"act_1\"}, {__typename: \"Activity\", id: \"act_2\"}])"
                    + " { ... on Activity { title } } }" })
    void theResponseSaysThatAnAnswerIsStaleHowOldTheOldestIsAndIsCounted(String document) throws Exception {
        String key = "wbk_said_" + KEYS.incrementAndGet();
        first(key, "act_1", "Age: 400");
        first(key, "act_2");
        post(key, document.replace("act_1", "act_2"), "").body("$", not(hasKey("extensions")));
        bring("503", key);
        double before = stale();
        post(key, document, "").body("$", not(hasKey("errors"))).body("data.findAll { true }.size()", greaterThanOrEqualTo(1))
                .body("extensions.leadlex.stale", equalTo(true)).body("extensions.leadlex.size()", equalTo(2))
                .body("extensions.leadlex.ageSeconds", greaterThanOrEqualTo(400))
                .header("Cache-Control", equalTo("no-store"));
        assertEquals(before + 1, stale());
    }

    private void first(String key, String id, String... headers) throws Exception {
        raw.answers(exchange -> activity(exchange, "first", headers));
        assertFound(get(id, key), id);
    }

    private void bring(String state, String key) throws Exception {
        switch (state) {
            case "well" -> raw.answers(exchange -> activity(exchange, "second"));
            case "unchanged" -> raw.answers(exchange -> unchangedIfAsked(exchange, "ETag: \"one\""));
            case "no tag" -> raw.answers(CacheTest::unchangedIfAsked);
            case "no tags" -> raw.answers(exchange -> {
                if (exchange.headers().containsKey("if-none-match")) {
                    exchange.json(412, "{}");
                } else {
                    activity(exchange, "second");
                }
            });
            case "null" -> raw.answers(exchange -> exchange.json(200, "{\"data\":{\"activity\":null}}"));
            case "204" -> raw.answers(exchange -> {
                exchange.head(204, new String[0]);
                exchange.answered();
            });
            case "only 304" -> raw.answers(exchange -> {
                exchange.head(304, new String[0]);
                exchange.answered();
            });
            case "reset" -> raw.answers(RawLeadlex.Exchange::reset);
            case "hangs" -> raw.hangs();
            case "held" -> {
                raw.answers(exchange -> exchange.json(429, "{}", "Retry-After: 60"));
                get("act_other", key);
                raw.answers(exchange -> activity(exchange, "second"));
            }
            case "circuit" -> {
                raw.answers(exchange -> exchange.json(503, "{}"));
                for (int i = 0; i < 4; i++) {
                    get("act_other", key);
                }
                raw.answers(exchange -> activity(exchange, "second"));
            }
            default -> raw.answers(exchange -> exchange.json(Integer.parseInt(state), "{}", "Retry-After: 5"));
        }
    }

    private static void unchangedIfAsked(RawLeadlex.Exchange exchange, String... headers) throws Exception {
        if (exchange.headers().containsKey("if-none-match")) {
            exchange.head(304, headers);
            exchange.answered();
        } else {
            activity(exchange, "second");
        }
    }

    private static void activity(RawLeadlex.Exchange exchange, String title, String... headers) throws Exception {
        exchange.json(200, body(exchange.id(), title), headers);
    }

    private static String body(String id, String title) {
        return "{\"data\":{\"activity\":{\"id\":\"" + id + "\",\"type\":\"call\",\"title\":\"" + title + "\"}}}";
    }

    private static String told(ActivityResult result) {
        if (result instanceof ActivityResult.Found found) {
            Long age = found.staleSeconds();
            assertTrue(age == null || found.activity().title().equals("first"), found::toString);
            // A busy machine takes its time; the rows are 100 s apart.
            return age == null ? found.activity().title() : "stale " + age / 100 * 100;
        }
        return code(result).name();
    }

    private static ValidatableResponse post(String key, String document, String cacheControl) {
        var request = given().header("Authorization", "Bearer " + key).contentType("application/json")
                .body(Map.of("query", document));
        return (cacheControl.isEmpty() ? request : request.header("Cache-Control", cacheControl)).post("/graphql").then()
                .statusCode(200);
    }

    private static double stale() {
        return given().get("/q/metrics").asString().lines().filter(line -> line.startsWith("leadlex_stale_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).findFirst().orElseThrow();
    }
}
