package com.leadlex.graphql.leadlex;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A body that is whole but not the gzip that its head tells is an answer that cannot be used; one that is cut short is no
 * answer, and asked for again. Neither is an error in the log, with a stack trace: Leadlex sent it, nothing here is wrong.
 */
@QuarkusTest
@TestProfile(RawLeadlexProfile.class)
class CompressedAnswersTest extends RawLeadlexTest {

    private static final String ACTIVITY = "{\"data\":{\"activity\":{\"id\":\"act_1\",\"type\":\"call\",\"title\":\"%s\"}}}";

    private final ErrorLog log = new ErrorLog();

    @AfterEach
    void nothingWasLoggedAsAnError() {
        log.close();
        log.assertEmpty();
    }

    @Test
    void aWholeBodyThatIsNotGzipAsDeclaredIsAnInvalidResponse() throws Exception {
        raw.answers(exchange -> exchange.json(200, ACTIVITY, "Content-Encoding: gzip"));
        Failure failure = failure(get("act_1", "wbk_corrupt"));
        assertEquals(ErrorCode.UPSTREAM_INVALID_RESPONSE, failure.code());
        assertEquals(200, failure.upstream().status());
        assertEquals(1, raw.seen().size(), "attempts");
    }

    @Test
    void aStatusDecidesBeforeABodyThatIsNotTheGzipThatItSays() throws Exception {
        for (int status : LeadlexErrorsTest.STATUSES) {
            raw.answers(exchange -> exchange.json(status, "{}"));
            ErrorCode code = failure(get("act_1", "wbk_plain_" + status)).code();
            raw.answers(exchange -> exchange.json(status, "{}", "Content-Encoding: gzip", "Retry-After: 0"));
            Failure failure = failure(get("act_1", "wbk_corrupt_" + status));
            assertEquals(code, failure.code());
            assertEquals(status, failure.upstream().status());
            assertEquals(status == 429 || status >= 500 ? Integer.valueOf(0) : null, failure.retryAfterSeconds());
        }
    }

    @Test
    void gzipThatIsCutShortIsUnavailable() throws Exception {
        byte[] body = gzip(ACTIVITY);
        raw.answers(exchange -> {
            exchange.head(200, new String[0], "Content-Encoding: gzip", "Content-Length: " + body.length);
            exchange.write(Arrays.copyOf(body, body.length - 9));
        });
        assertEquals(ErrorCode.UPSTREAM_UNAVAILABLE, failure(get("act_1", "wbk_cut")).code());
        assertEquals(3, raw.seen().size(), "attempts");
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
