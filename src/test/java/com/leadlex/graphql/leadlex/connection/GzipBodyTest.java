package com.leadlex.graphql.leadlex.connection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class GzipBodyTest {

    private static final int MOST = 1 << 20;
    private static final byte[] TEXT = "{\"data\":{\"activity\":null}}".getBytes(StandardCharsets.UTF_8);

    static Stream<Arguments> corruptions() {
        return Stream.of(corruption("plain text", gzip -> TEXT), corruption("another magic number", gzip -> flipped(gzip, 0)),
                corruption("a reserved flag", gzip -> flipped(gzip, 3)),
                corruption("another byte of the data", gzip -> flipped(gzip, 15)),
                corruption("another checksum", gzip -> flipped(gzip, gzip.length - 8)),
                corruption("another length", gzip -> flipped(gzip, gzip.length - 2)),
                corruption("half of it", gzip -> Arrays.copyOf(gzip, gzip.length / 2)),
                corruption("a byte behind it", gzip -> Arrays.copyOf(gzip, gzip.length + 1)),
                corruption("its head alone", gzip -> Arrays.copyOf(gzip, 10)), corruption("nothing", gzip -> new byte[0]));
    }

    private static Arguments corruption(String name, UnaryOperator<byte[]> how) {
        return arguments(name, how);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corruptions")
    void aBodyThatIsNotGzipIsRefused(String name, UnaryOperator<byte[]> corruption) throws Exception {
        byte[] body = corruption.apply(gzip(TEXT));
        assertThrows(DataFormatException.class, () -> inflate(body));
    }

    @Test
    void membersWithOptionalHeaderFieldsAreReadAsOneBody() throws Exception {
        byte[] plain = gzip(TEXT);
        ByteArrayOutputStream named = new ByteArrayOutputStream();
        named.write(plain, 0, 3);
        named.write(2 | 4 | 8 | 16);
        named.write(plain, 4, 6);
        named.write(new byte[] { 2, 0, 'x', 'y', 'n', 0, 'c', 0, 1, 2 });
        named.write(plain, 10, plain.length - 10);
        named.write(plain);
        byte[] twice = Arrays.copyOf(TEXT, 2 * TEXT.length);
        System.arraycopy(TEXT, 0, twice, TEXT.length, TEXT.length);
        assertArrayEquals(twice, inflate(named.toByteArray()));
    }

    @Test
    void eachEmptyMemberIsCharged() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < 1_000; i++) {
            body.write(gzip(new byte[0]));
        }
        int[] chunksLeft = { 100 };
        assertThrows(DataFormatException.class, () -> GzipBody.inflate(body.toByteArray(), bytes -> chunksLeft[0]-- > 0));
        assertEquals(-1, chunksLeft[0]);
    }

    @Test
    void aBodyIsReadUpToItsLimit() throws Exception {
        assertEquals(MOST, inflate(gzip(new byte[MOST])).length);
        assertThrows(DataFormatException.class, () -> inflate(gzip(new byte[MOST + 1])));
    }

    @Test
    void aBodyWithOneWrongByteIsReadRightOrRefused() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        byte[] text = (Long.toHexString(random.nextLong()).repeat(20) + random.nextInt()).getBytes(StandardCharsets.UTF_8);
        byte[] whole = gzip(text);
        for (int i = 0; i < 100 * whole.length; i++) {
            byte[] body = whole.clone();
            body[i % body.length] ^= (byte) random.nextInt(1, 256);
            try {
                assertArrayEquals(text, inflate(body), () -> "-Dseed=" + seed);
            } catch (DataFormatException e) {
                // not at all
            }
        }
    }

    private static byte[] inflate(byte[] body) throws DataFormatException {
        int[] left = { MOST };
        return GzipBody.inflate(body, bytes -> (left[0] -= bytes) >= 0);
    }

    private static byte[] flipped(byte[] gzip, int at) {
        byte[] flipped = gzip.clone();
        flipped[at] ^= 0x55;
        return flipped;
    }

    private static byte[] gzip(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        }
        return bytes.toByteArray();
    }
}
