package com.leadlex.graphql.activity;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DateTimeTest {

    @ParameterizedTest
    @ValueSource(strings = { "2026-04-17T14:23:05Z", "2026-04-17T14:23:05+05:30", "2026-04-17T14:23:00-00:00",
            "2026-04-17T14:23:05.123456789Z",
            "2026-04-17T14:23:05.100Z", "2024-02-29T00:00:00Z", "2016-12-31T23:59:60Z", "0000-01-01T00:00:00Z",
            "2026-04-17T14:23:05.123456789012345+14:00" })
    void rfc3339StaysAsItIs(String text) {
        assertEquals(text, DateTime.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource({ "2026-04-17T14:23Z,2026-04-17T14:23:00Z", "2026-04-17T14:23+02:00,2026-04-17T14:23:00+02:00",
            "2026-04-17t14:23:05z,2026-04-17T14:23:05Z", "2026-04-17 14:23:05Z,2026-04-17T14:23:05Z" })
    void secondsAreAlwaysWrittenAndLettersAreUpperCase(String text, String written) {
        assertEquals(written, DateTime.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "yesterday", "2026-04-17", "2026-04-17T14:23:05", "2026-13-17T14:23:05Z",
            "2026-02-30T14:23:05Z",
            "2026-04-17T24:00:00Z", "2026-04-17T14:60:00Z", "2026-04-17T14:23:61Z", "2026-04-17T14:23:05.Z",
            "2026-04-17T14:23:05+0530",
            "2026-04-17T14:23:05+24:00", "2026-04-17T14:23:05Zz", "+2026-04-17T14:23:05Z", "2026-04-17T14:23:0５Z",
            "2026-04-17T14:23:05Z\n" })
    void anythingElseIsNone(String text) {
        assertNull(DateTime.parse(text));
    }

    /** The usual form is read without the pattern, which reads the same text with a fraction. */
    @Test
    void theUsualFormIsReadAsThePatternReadsIt() {
        Random random = new Random(20261130);
        int valid = 0;
        for (int run = 0; run < 200_000; run++) {
            StringBuilder text = new StringBuilder("2026-04-17T14:23:05Z");
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                text.setCharAt(random.nextInt(19), "0123456789-:T/".charAt(random.nextInt(14)));
            }
            DateTime usual = DateTime.parse(text.toString());
            DateTime withFraction = DateTime.parse(text.insert(19, ".0").toString());
            assertEquals(withFraction == null, usual == null, text::toString);
            valid += usual == null ? 0 : 1;
        }
        assertTrue(valid > 20_000 && valid < 180_000, valid + " valid");
    }
}
