package com.leadlex.graphql.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JsonBodyTest {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String[] PARTS = { "a", "plain text, as most is", "\\n", "\\\"", "\\\\", "\\u0041", "\\ud83d",
            "\\uDE00",
            "\\ud83d\\ude00", "é", "€", "퟿", "😀" };

    /** No body of made-up bytes is called sure whose text has half of a surrogate pair. */
    @Test
    void aBodyThatIsSureHoldsNoLoneSurrogate() {
        Random random = new Random(20261126);
        int sure = 0;
        int inDoubt = 0;
        for (int run = 0; run < 200_000; run++) {
            byte[] json = text(random);
            if (!JsonBody.isWellFormed(json)) {
                inDoubt++;
                continue;
            }
            sure++;
            try (JsonParser parser = JSON.createParser(json)) {
                parser.nextToken();
                String text = parser.getText();
                assertEquals(JsonBody.wellFormedText(text), text);
            } catch (IOException e) {
                // It is no JSON.
            }
        }
        assertTrue(sure > 20_000 && inDoubt > 20_000, sure + " sure, " + inDoubt + " in doubt");
    }

    private static byte[] text(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write('"');
        for (int part = random.nextInt(6); part > 0; part--) {
            if (random.nextInt(8) == 0) {
                bytes.write(0x80 + random.nextInt(0x80));
            } else {
                bytes.writeBytes(PARTS[random.nextInt(PARTS.length)].getBytes(StandardCharsets.UTF_8));
            }
        }
        bytes.write('"');
        return bytes.toByteArray();
    }

    @ValueSource(ints = { 0, 1, 6, 7, 8, 9, 15, 16, 17 })
    @ParameterizedTest
    void anEscapedSurrogateIsInDoubtWhereverItStands(int at) {
        String before = "é".repeat(at / 2) + "x".repeat(at % 2);
        assertFalse(JsonBody.isWellFormed((before + "\\ud83d").getBytes(StandardCharsets.UTF_8)));
        assertTrue(JsonBody.isWellFormed((before + "\\n and \\\\ and ü").getBytes(StandardCharsets.UTF_8)));
    }

    /** What is copied out of the body is what the parser reads, and the parser goes on behind it. */
    @Test
    void aLargeStringIsCopiedAsTheParserReadsIt() throws IOException {
        Random random = new Random(20261130);
        int copied = 0;
        for (int run = 0; run < 2_000; run++) {
            String json = "{\"large\" :\t\"" + "é€ ".repeat(random.nextInt(10_000, 30_000))
                    + PARTS[random.nextInt(PARTS.length)] + "\",\"next\":\"x\"}";
            JsonBody body = JsonBody.of(json.getBytes(StandardCharsets.UTF_8));
            try (JsonParser parser = JSON.createParser(body.bytes()); JsonParser expected = JSON.createParser(body.bytes())) {
                for (int token = 0; token < 3; token++) {
                    parser.nextToken();
                    expected.nextToken();
                }
                String large = body.largeString(parser);
                if (large != null) {
                    copied++;
                    assertEquals(expected.getText(), large);
                    assertEquals("next", parser.nextFieldName());
                    assertEquals("x", parser.nextTextValue());
                }
            }
        }
        assertTrue(copied > 500, copied + " copied");
    }
}
