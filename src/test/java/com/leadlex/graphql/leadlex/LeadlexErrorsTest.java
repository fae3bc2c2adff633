package com.leadlex.graphql.leadlex;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Every answer of Leadlex without a usable activity: its code, whether a retry helps and when, and what Leadlex said. */
@QuarkusTest
@TestProfile(RawLeadlexProfile.class)
class LeadlexErrorsTest extends RawLeadlexTest {

    static final int[] STATUSES = { 400, 401, 403, 404, 429, 500, 503 };

    static IntStream statuses() {
        return IntStream.of(STATUSES);
    }

    static Stream<Arguments> statusesByBodyShape() {
        return Stream.of("401 UNAUTHENTICATED false", "403 FORBIDDEN false", "404 NOT_FOUND false", "429 RATE_LIMITED true",
                "400 UPSTREAM_ERROR false", "418 UPSTREAM_ERROR false", "500 UPSTREAM_ERROR true", "503 UPSTREAM_ERROR true")
                .map(row -> row.split(" "))
                .flatMap(row -> Stream.of(
                        Arguments.of(row[0], row[1], row[2], "{\"error\":{\"code\":\"some_code\",\"message\":\"secret text\"}}",
                                "some_code"),
                        Arguments.of(row[0], row[1], row[2], "{\"error\":\"some_code\",\"message\":\"secret text\"}",
                                "some_code"),
                        Arguments.of(row[0], row[1], row[2], "{\"code\":\"some_code\",\"message\":\"secret text\"}",
                                "some_code"),
                        Arguments.of(row[0], row[1], row[2], "{\"error\":\"A whole sentence: no code.\"}", null),
                        Arguments.of(row[0], row[1], row[2], "<html><body>secret text</body></html>", null),
                        Arguments.of(row[0], row[1], row[2], "", null)));
    }

    @ParameterizedTest
    @MethodSource("statusesByBodyShape")
    void anErrorStatusDecidesTheCodeForAnyShapeOfBody(int status, ErrorCode code, boolean retryable, String body,
            String upstreamCode)
            throws Exception {
        raw.answers(exchange -> exchange.json(status, body));
        Failure failure = failure(get("act_1", "wbk_errors_" + System.nanoTime()));
        assertEquals(code, failure.code());
        assertEquals(retryable, failure.retryable());
        assertNull(failure.retryAfterSeconds());
        assertEquals(status, failure.upstream().status());
        assertEquals(upstreamCode, failure.upstream().code());
        assertFalse(failure.message().contains("secret"));
        assertEquals(status >= 500 ? 3 : 1, raw.seen().size(), "attempts");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Invalid_Key", "INVALID", "invalid-key", "invalid.key", "invalid key", "_invalid", "invalid_",
            "invalid__key", "1nvalid", "", "https://leadlex.example", "invalid_kéy", "x\\u0000y", "<b>code</b>",
            "a123456789a123456789a123456789a123456789a123456789a123456789a1234", "wbk_live", "for_wbk_live",
            "my_own_secret_key", "my_own_secret", "own_secret_key", "key_my_own_secret_key_is_bad" })
    void aTextThatIsNotACodeOrRevealsTheKeyIsNotPassedOn(String code) throws Exception {
        raw.answers(exchange -> exchange.json(404, "{\"error\":{\"code\":\"" + code + "\"}}"));
        assertNull(failure(get("act_1", "my_own_secret_key")).upstream().code());
        assertNull(failure(get("act_2", "MY_OWN_SECRET_KEY")).upstream().code());
    }

    @ParameterizedTest
    @ValueSource(strings = { "invalid_key", "rate_limited", "not", "e_4_2",
            "a123456789a123456789a123456789a123456789a123456789a123456789a123" })
    void aCodeInLowerCaseSnakeCaseIsPassedOn(String code) throws Exception {
        raw.answers(exchange -> exchange.json(404, "{\"error\":\"" + code + "\"}"));
        assertEquals(code, failure(get("act_1", "wbk_codes")).upstream().code());
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void aStatusDecidesBeforeABodyThatIsTooLargeOrCut(int status) throws Exception {
        raw.answers(exchange -> exchange.json(status, "{}"));
        ErrorCode code = failure(get("act_1", "wbk_small_" + status)).code();
        raw.answers(exchange -> exchange.json(status, " ".repeat(9 << 20), "Retry-After: 7"));
        Failure tooLarge = failure(get("act_1", "wbk_large_" + status));
        assertEquals(code, tooLarge.code());
        assertEquals(status, tooLarge.upstream().status());
        assertEquals(status == 429 || status >= 500 ? Integer.valueOf(7) : null, tooLarge.retryAfterSeconds());
        raw.answers(exchange -> {
            exchange.head(status, new String[0], "Content-Length: 1000");
            exchange.write("{\"code\":".getBytes(StandardCharsets.UTF_8));
        });
        Failure cut = failure(get("act_1", "wbk_cut_" + status));
        assertEquals(code, cut.code());
        assertEquals(status, cut.upstream().status());
        raw.answers(exchange -> {
            exchange.head(status, new String[0], "Transfer-Encoding: chunked");
            exchange.write("9\r\n{\"code\":".getBytes(StandardCharsets.UTF_8));
            exchange.reset();
        });
        assertEquals(code, failure(get("act_1", "wbk_reset_" + status)).code());
    }

    @Test
    void aHeadOfUpTo64KibIsRead() throws Exception {
        raw.answers(exchange -> exchange.body(200, "{\"data\":{\"activity\":{\"id\":\"act_1\",\"type\":\"call\"}}}"
                .getBytes(StandardCharsets.UTF_8), "Content-Security-Policy: " + "x".repeat(60_000)));
        assertFound(get("act_1", "wbk_head"), "act_1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE" })
    void jsonThatIsNotUtf8IsAnInvalidResponse(String charset) throws Exception {
        raw.answers(exchange -> exchange.body(200,
                "{\"data\":{\"activity\":{\"id\":\"act_1\",\"type\":\"call\",\"metadata\":{\"a\":1}}}}".getBytes(charset)));
        assertEquals(ErrorCode.UPSTREAM_INVALID_RESPONSE, failure(get("act_1", "wbk_" + charset)).code());
    }

    @ParameterizedTest
    @CsvSource({ "0, 0", "1, 1", "120, 120", "99999, 300", "99999999999999999, 300", "'  7 ', 7", "-5, ", "soon, ", "1.5, 2",
            "'', " })
    void retryAfterInSecondsIsBounded(String header, Integer seconds) throws Exception {
        raw.answers(exchange -> exchange.json(429, "{}", "Retry-After: " + header));
        assertEquals(seconds, failure(get("act_1", "wbk_after_" + System.nanoTime())).retryAfterSeconds());
    }

    @Test
    void retryAfterAsADateIsSecondsFromNow() throws Exception {
        String in30s = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(30));
        raw.answers(exchange -> exchange.json(429, "{}", "Retry-After: " + in30s));
        int seconds = failure(get("act_1", "wbk_date_" + System.nanoTime())).retryAfterSeconds();
        assertTrue(seconds >= 28 && seconds <= 31, () -> seconds + " s");

        raw.answers(exchange -> exchange.json(429, "{}", "Retry-After: Tue, 01 Jan 2019 00:00:00 GMT"));
        assertEquals(0, failure(get("act_1", "wbk_past_" + System.nanoTime())).retryAfterSeconds());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "null", "[]", "{}", "{\"data\":null}", "{\"data\":{}}", "{\"data\":{\"activity\":null}}",
            "{\"data\":{\"activity\":[]}}", "{\"data\":{\"activity\":{}}}", "{\"data\":{\"activity\":{\"id\":\"act_1\"}}}",
            "{\"data\":{\"activity\":{\"id\":\"act_1\",\"type\":\"\"}}}",
            "{\"data\":{\"activity\":{\"id\":\"act_1\",\"type\":7}}}",
            "{\"data\":{\"activity\":{\"id\":\"act_2\",\"type\":\"call\"}}}", "{\"data\":{\"activity\":{\"type\":\"call\"}}}",
            "{\"data\":{\"activity\":{\"id\":\"act_1\",\"type\":\"call\"}}",
            "{\"data\":{\"activity\":{\"id\":\"act_1\",\"type\":\"call\"}}} {}",
            "<html></html>", "{\"id\":\"act_1\",\"type\":\"call\"}" })
    void aSuccessWithoutAUsableActivityIsAnInvalidResponse(String body) throws Exception {
        raw.answers(exchange -> exchange.json(200, body));
        Failure failure = failure(get("act_1", "wbk_invalid_" + System.nanoTime()));
        assertEquals(ErrorCode.UPSTREAM_INVALID_RESPONSE, failure.code());
        assertFalse(failure.retryable());
        assertEquals(200, failure.upstream().status());
        assertEquals(1, raw.seen().size(), "attempts");
    }

    @ParameterizedTest
    @ValueSource(ints = { 201, 204, 301, 302, 304, 307, 308 })
    void aStatusBelow400OtherThan200IsAnInvalidResponseAndRedirectsAreNotFollowed(int status) throws Exception {
        boolean empty = status == 204 || status == 304;
        raw.answers(exchange -> {
            if (empty) {
                exchange.head(status, new String[0], "Connection: close");
            } else {
                exchange.json(status, "{}", "Location: http://localhost:" + RawLeadlexProfile.port() + "/elsewhere");
            }
        });
        Failure failure = failure(get("act_1", "wbk_status_" + System.nanoTime()));
        assertEquals(ErrorCode.UPSTREAM_INVALID_RESPONSE, failure.code());
        assertEquals(status, failure.upstream().status());
        assertEquals(1, raw.seen().size(), "attempts");
    }

    @Test
    void onlyTheHeadersOfTheContractAreSent() throws Exception {
        assertFound(get("act_1", "wbk_headers"), "act_1");
        RawLeadlex.Exchange exchange = raw.seen().get(0);
        assertEquals("GET /base/v1/activities/act_1 HTTP/1.1", exchange.line);
        assertEquals("Bearer wbk_headers", exchange.key());
        assertEquals("request-1", exchange.headers.get("x-request-id"));
        assertEquals("gzip", exchange.headers.get("accept-encoding"));
        exchange.headers.keySet().removeIf(name -> name.equals("traceparent"));
        assertEquals("[accept, accept-encoding, authorization, host, user-agent, x-request-id]",
                exchange.headers.keySet().toString());
    }
}
