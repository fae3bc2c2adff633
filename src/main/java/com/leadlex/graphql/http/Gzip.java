package com.leadlex.graphql.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;

/** The content coding {@code gzip} (RFC 9110, section 8.4.1.3). */
public final class Gzip {

    private static final int BUFFER_BYTES = 8192;

    private Gzip() {
    }

    /** @param acceptEncoding the header {@code Accept-Encoding}, or null */
    public static boolean isAcceptable(String acceptEncoding) {
        if (acceptEncoding == null || !acceptEncoding.contains("gzip") && !acceptEncoding.contains("*")) {
            return false;
        }
        List<Preference> preferences = Preference.parseHeader(acceptEncoding);
        double gzipWeight = weightOf("gzip", weightOf("*", 0, preferences), preferences);
        return gzipWeight > 0 && gzipWeight >= weightOf("identity", 0, preferences);
    }

    private static double weightOf(String coding, double weightIfAbsent, List<Preference> preferences) {
        return preferences.stream().filter(preference -> preference.value().equals(coding)).mapToDouble(Preference::weight)
                .findFirst().orElse(weightIfAbsent);
    }

    /** Compression takes about a millisecond for ten kilobytes: not to be called on an event loop. */
    @SuppressWarnings("deprecation") // Vert.x 4 has no other way between its buffers and Netty's
    public static Buffer compress(Buffer body) {
        ByteBuf plainBytes = body.getByteBuf();
        ByteBuf compressedBytes = Unpooled.buffer(Math.max(BUFFER_BYTES, plainBytes.readableBytes() / 4));
        try (var gzipStream = new GZIPOutputStream(new ByteBufOutputStream(compressedBytes), BUFFER_BYTES) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            plainBytes.readBytes(gzipStream, plainBytes.readableBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a buffer in memory does not fail
        }
        return Buffer.buffer(compressedBytes);
    }
}
