package com.leadlex.graphql;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes frames of HTTP/2, be they right or wrong (RFC 9113, section 4.1; RFC 7541). */
final class FrameWriter {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    static final int PADDED = 8;

    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    FrameWriter text(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    FrameWriter frame(int type, int flags, int stream, byte[] payload) {
        bytes.write(payload.length >>> 16);
        bytes.write(payload.length >>> 8);
        bytes.write(payload.length);
        bytes.write(type);
        bytes.write(flags);
        bytes.writeBytes(number(stream));
        bytes.writeBytes(payload);
        return this;
    }

    FrameWriter setting(int id, int value) {
        return frame(SETTINGS, 0, 0, ByteBuffer.allocate(6).putShort((short) id).putInt(value).array());
    }

    FrameWriter window(int stream, int more) {
        return frame(WINDOW_UPDATE, 0, stream, number(more));
    }

    /** {@code {__typename}} by GET. */
    FrameWriter get(int stream) {
        return frame(HEADERS, END_STREAM | END_HEADERS, stream, getHead());
    }

    static byte[] getHead() {
        return getHead("/graphql?query=%7B__typename%7D");
    }

    static byte[] getHead(String path) {
        return head((byte) 0x82, path);
    }

    /** RFC 9113, section 8.5. */
    static byte[] connectHead() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(0x02);
        string(head, "CONNECT");
        head.write(0x01);
        string(head, "x:1");
        return head.toByteArray();
    }

    static byte[] postHead(String contentType, String... more) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(head((byte) 0x83, "/graphql"));
        head.writeBytes(header("content-type", contentType));
        for (int i = 0; i < more.length; i += 2) {
            head.writeBytes(header(more[i], more[i + 1]));
        }
        return head.toByteArray();
    }

    private static byte[] head(byte method, String path) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(new byte[] { method, (byte) 0x86, 0x01, 1, 'x', 0x04 });
        string(head, path);
        return head.toByteArray();
    }

    /** Once it is remembered, a byte for each 3,900: a head of that many more or less. */
    static byte[] tooLarge(int times) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(getHead());
        head.write(0x40);
        string(head, "x");
        string(head, "a".repeat(3_900));
        for (int i = 0; i < times; i++) {
            head.write(0xbe);
        }
        return head.toByteArray();
    }

    /** A literal that is not remembered. */
    static byte[] header(String name, String value) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(0);
        string(header, name);
        string(header, value);
        return header.toByteArray();
    }

    private static void string(ByteArrayOutputStream out, String text) {
        if (text.length() < 127) {
            out.write(text.length());
        } else {
            out.write(127);
            int rest = text.length() - 127;
            for (; rest >= 128; rest >>>= 7) {
                out.write(rest | 128);
            }
            out.write(rest);
        }
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static byte[] number(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
