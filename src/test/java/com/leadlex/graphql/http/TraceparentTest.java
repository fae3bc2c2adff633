package com.leadlex.graphql.http;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class TraceparentTest {

    private static final String VALID = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @ParameterizedTest
    @ValueSource(strings = { VALID, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
            "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes-later" })
    void aValidTraceContextIsPassedOn(String value) {
        assertEquals(value, SafeHeaders.traceparent(List.of(value)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "00", "garbage", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "0g-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.more",
            "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-no space",
            "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01" })
    void anInvalidTraceContextIsDropped(String value) {
        assertNull(SafeHeaders.traceparent(List.of(value)));
    }

    @Test
    void aMissingRepeatedOrTooLongHeaderIsDropped() {
        assertNull(SafeHeaders.traceparent(List.of()));
        assertNull(SafeHeaders.traceparent(List.of(VALID, VALID)));
        assertNull(
                SafeHeaders.traceparent(List.of("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-" + "x".repeat(100))));
    }
}
