package com.leadlex.graphql.leadlex;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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

    static Stream<Arguments> corruptions() {
        return Stream.of(corruption("plain JSON", gzip -> ACTIVITY.getBytes(StandardCharsets.UTF_8)),
                corruption("another magic number", gzip -> flipped(gzip, 0)),
                corruption("another byte of the data", gzip -> flipped(gzip, 15)),
                corruption("another checksum", gzip -> flipped(gzip, gzip.length - 8)),
                corruption("another length", gzip -> flipped(gzip, gzip.length - 2)),
                corruption("half of it", gzip -> Arrays.copyOf(gzip, gzip.length / 2)),
                corruption("its head alone", gzip -> Arrays.copyOf(gzip, 10)), corruption("nothing", gzip -> new byte[0]));
    }

    private static Arguments corruption(String name, UnaryOperator<byte[]> how) {
        return arguments(name, how);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corruptions")
    void whatIsWholeAndNotTheGzipThatItSaysIsAnInvalidResponse(String name, UnaryOperator<byte[]> corruption)
            throws Exception {
        byte[] body = corruption.apply(gzip(ACTIVITY));
        // So often that the connection is one of each event loop.
        for (int i = 0; i < 20; i++) {
            raw.answers(exchange -> exchange.body(200, body, "Content-Encoding: gzip"));
            Failure failure = failure(get("act_1", "wbk_corrupt_" + name + i));
            assertEquals(ErrorCode.UPSTREAM_INVALID_RESPONSE, failure.code());
            assertEquals(200, failure.upstream().status());
            assertEquals(1, raw.seen().size(), "attempts");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corruptions")
    void aStatusDecidesBeforeABodyThatIsNotTheGzipThatItSays(String name, UnaryOperator<byte[]> corruption) throws Exception {
        byte[] body = corruption.apply(gzip("{\"code\":\"some_code\"}"));
        for (int status : LeadlexErrorsTest.STATUSES) {
            raw.answers(exchange -> exchange.json(status, "{}"));
            ErrorCode code = failure(get("act_1", "wbk_plain_" + name + status)).code();
            raw.answers(exchange -> exchange.body(status, body, "Content-Encoding: gzip", "Retry-After: 0"));
            Failure failure = failure(get("act_1", "wbk_corrupt_" + name + status));
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

    /** Each byte of a gzipped answer is changed in turn, to something made up. */
    @Test
    void aGzippedAnswerIsReadRightOrNotAtAll() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        String title = Long.toHexString(random.nextLong()).repeat(20) + random.nextInt();
        byte[] whole = gzip(ACTIVITY.formatted(title));
        for (int i = 0; i < whole.length; i++) {
            byte[] body = whole.clone();
            body[i] ^= (byte) random.nextInt(1, 256);
            raw.answers(exchange -> exchange.body(200, body, "Content-Encoding: gzip"));
            ActivityResult result = get("act_1", "wbk_made_up_" + i);
            String what = "byte " + i + " with -Dseed=" + seed + ": " + result;
            if (result instanceof ActivityResult.Found found) {
                assertEquals(title, found.activity().title(), what);
            } else {
                assertEquals(ErrorCode.UPSTREAM_INVALID_RESPONSE, failure(result).code(), what);
            }
        }
    }

    private static byte[] flipped(byte[] gzip, int at) {
        byte[] flipped = gzip.clone();
        flipped[at] ^= 0x55;
        return flipped;
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
