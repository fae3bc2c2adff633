package com.leadlex.graphql.auth;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ApiKeyTest {

    @ParameterizedTest
    @CsvSource({ "Secret-Token-1,SECRET-TOKEN-1", "Secret-Token-1,et-token", "Secret-Token-1,x Secret-Token-1 y", "short,SHORT",
            "abc,my WBK_other", ",wbk_x" })
    void findsAKeyAndLargePartsOfIt(String key, String text) {
        assertTrue(ApiKey.isRevealed(text, key));
    }

    @ParameterizedTest
    @CsvSource({ "Secret-Token-1,secret", "Secret-Token-1,Activity", "short,in short", ",Activity", "Secret-Token-1,''" })
    void aShortPartOrAnotherTextRevealsNothing(String key, String text) {
        assertFalse(ApiKey.isRevealed(text, key));
    }
}
