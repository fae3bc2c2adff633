package com.leadlex.graphql.http;

import java.io.ByteArrayOutputStream;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

class BufferOutputTest {

    @Test
    void allBytesAreHeldInOrder() {
        Random random = new Random(20261126);
        for (int run = 0; run < 300; run++) {
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            ResponseWriter.BufferOutput output = new ResponseWriter.BufferOutput();
            for (int write = random.nextInt(30); write > 0; write--) {
                byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 50_000 : 8_001)];
                random.nextBytes(bytes);
                int from = random.nextInt(bytes.length + 1);
                output.write(bytes, from, bytes.length - from);
                expected.write(bytes, from, bytes.length - from);
                output.write(write);
                expected.write(write);
            }
            assertArrayEquals(expected.toByteArray(), output.buffer().getBytes(), "run " + run);
        }
    }
}
