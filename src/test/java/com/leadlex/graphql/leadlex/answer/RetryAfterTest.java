package com.leadlex.graphql.leadlex.answer;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.leadlex.HttpDate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class RetryAfterTest {

    private static final long NOW = Instant.parse("2026-11-06T08:49:07Z").toEpochMilli();

    @ParameterizedTest
    @ValueSource(strings = { "30", "030", " 30 ", "Fri, 06 Nov 2026 08:49:37 GMT", "Friday, 06-Nov-26 08:49:37 GMT",
            "Fri Nov  6 08:49:37 2026" })
    void secondsAndTheThreeFormsOfAnHttpDateAreRead(String header) {
        assertEquals(30, AnswerReader.retryAfterSeconds(List.of(header), NOW));
    }

    @Test
    void aDayOfTwoDigitsNeedsNoPadding() {
        assertEquals(10 * 24 * 3600 + 30, AnswerReader.retryAfterSeconds(List.of("Mon Nov 16 08:49:37 2026"), NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994" })
    void whatHasPassedIsZero(String header) {
        assertEquals(0, AnswerReader.retryAfterSeconds(List.of(header), NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "-1", "1.5.2", "soon", "GMT", "-GMT", "9999999999999999999",
            "06 Nov 2026", "Fri, 06 Nov 2026 08:49:37 GMT and a text of more than 64 characters in all" })
    void whatIsNeitherIsUnknown(String header) {
        assertNull(AnswerReader.retryAfterSeconds(List.of(header), NOW));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "2.0 | 2", "0.503 | 1", "7. | 7" })
    void numbersWithAFractionAreRoundedUp(String header, long seconds) {
        assertEquals(seconds, AnswerReader.retryAfterSeconds(List.of(header), NOW));
    }

    @Test
    void ofTwoHeaderLinesTheLongerOneCounts() {
        assertEquals(60, AnswerReader.retryAfterSeconds(List.of("1", "60"), NOW));
        assertEquals(30, AnswerReader.retryAfterSeconds(List.of("Fri, 06 Nov 2026 08:49:37 GMT", "2"), NOW));
    }

    @Test
    void aDateIsMeasuredAgainstTheAnswersOwn() {
        long theirs = HttpDate.nowMillis(List.of("Fri, 06 Nov 2015 08:49:07 GMT"));
        assertEquals(30, AnswerReader.retryAfterSeconds(List.of("Fri, 06 Nov 2015 08:49:37 GMT"), theirs));
    }

    @Test
    void absentIsUnknown() {
        assertNull(AnswerReader.retryAfterSeconds(List.of(), NOW));
    }
}
