package com.leadlex.graphql.operation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.leadlex.graphql.activity.DateTime;
import com.leadlex.graphql.json.JsonText;

import static org.junit.jupiter.api.Assertions.assertEquals;

class JsonValuesTest {

    @Test
    void aNumberOfAnyTypeIsWrittenAsANumberWithAllItsDigits() throws IOException {
        assertEquals("[1,-9223372036854775808,1.5,0.1,123456789012345678901234567890,1.10,2]",
                written(List.of(1, Long.MIN_VALUE,
                        1.5, 0.1, new BigInteger("123456789012345678901234567890"), new BigDecimal("1.10"), (short) 2)));
    }

    @Test
    void theOtherValuesOfAnExecutionAreWrittenAsTheyAre() throws IOException {
        assertEquals("[null,true,\"a\\\"b\",{ \"b\":1.10 },\"2026-04-17T14:23:05Z\",{\"k\":[]}]",
                written(Arrays.asList(null, true, "a\"b", new JsonText("{ \"b\":1.10 }"),
                        DateTime.parse("2026-04-17T14:23:05Z"),
                        Map.of("k", List.of()))));
    }

    /** However long it is, and wherever its surrogate pairs stand. */
    @Test
    void aTextIsWrittenWhole() throws IOException {
        for (int length = 3_990; length < 4_010; length++) {
            for (String part : List.of("a", "\uD83D\uDE00", "é", "\n", "€\"")) {
                String text = "x".repeat(length % 2) + part.repeat(length) + "y".repeat(length);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
                    JsonValues.write(text, json);
                }
                try (JsonParser parser = new JsonFactory().createParser(out.toByteArray())) {
                    parser.nextToken();
                    assertEquals(text, parser.getText());
                }
            }
        }
    }

    private static String written(Object value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            JsonValues.write(value, json);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
