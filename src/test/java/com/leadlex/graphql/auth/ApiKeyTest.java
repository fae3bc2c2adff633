package com.leadlex.graphql.auth;

import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ApiKeyTest {

    @ParameterizedTest
    @CsvSource({ "Secret-Token-1,SECRET-TOKEN-1", "Secret-Token-1,et-token", "Secret-Token-1,x Secret-Token-1 y", "short,SHORT",
            "abc,my WBK_other", ",wbk_x" })
    void aTextThatGivesAKeyAwayRevealsIt(String key, String text) {
        assertTrue(ApiKey.isRevealed(text, key));
    }

    @ParameterizedTest
    @CsvSource({ "Secret-Token-1,secret", "Secret-Token-1,Activity", "short,in short", ",Activity", "Secret-Token-1,''" })
    void aShortPartOrAnotherTextRevealsNothing(String key, String text) {
        assertFalse(ApiKey.isRevealed(text, key));
    }

    /** As the search of the JDK does, for random texts of two letters, which have many partial matches. */
    @Test
    void theSearchFindsWhatIsThere() {
        Random random = new Random(20261130);
        for (int i = 0; i < 20_000; i++) {
            String key = letters(random, 8 + random.nextInt(12));
            String text = letters(random, 8 + random.nextInt(12));
            assertEquals(key.contains(text) || text.contains(key), ApiKey.isRevealed(text.toUpperCase(Locale.ROOT), key),
                    key + " " + text);
        }
    }

    @Test
    @Timeout(5)
    void theTimeFollowsTheLength() {
        String key = "a".repeat(100_000) + "b";
        for (int i = 0; i < 10; i++) {
            assertFalse(ApiKey.isRevealed("a".repeat(230_000), key));
            assertFalse(ApiKey.isRevealed("a".repeat(50_000) + "c", key));
        }
    }

    private static String letters(Random random, int length) {
        return random.ints(length, 'a', 'c').collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
