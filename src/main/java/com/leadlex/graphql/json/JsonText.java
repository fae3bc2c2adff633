package com.leadlex.graphql.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.eclipse.microprofile.graphql.Description;

import com.fasterxml.jackson.core.SerializableString;

import io.smallrye.graphql.api.CustomScalar;
import io.smallrye.graphql.api.CustomStringScalar;

/** A JSON value as its text, already checked: it goes through untouched, so key order and every digit of a number stay. */
@CustomScalar("JSON")
@Description(JsonText.DESCRIPTION)
public final class JsonText implements CustomStringScalar {

    public static final String DESCRIPTION = "Any JSON value, exactly as Leadlex holds it: key order, digits of every number, nesting.";

    private final byte[] utf8;

    public JsonText(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** SmallRye's contract for a scalar; the service itself never reads one from a caller. */
    public JsonText(String text) {
        this(text.getBytes(StandardCharsets.UTF_8));
    }

    /** To be written as it is, not as a string. */
    public SerializableString raw() {
        return new Raw(utf8);
    }

    /** How many bytes it takes in memory and in an answer. */
    public int bytes() {
        return utf8.length;
    }

    @Override
    public String stringValueForSerialization() {
        return toString();
    }

    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Lets Jackson's generator copy UTF-8 bytes that are JSON already. The methods that would quote them are not called. */
    private record Raw(byte[] utf8) implements SerializableString {

        @Override
        public String getValue() {
            return new String(utf8, StandardCharsets.UTF_8);
        }

        @Override
        public int charLength() {
            return getValue().length();
        }

        @Override
        public byte[] asUnquotedUTF8() {
            return utf8;
        }

        @Override
        public int appendUnquotedUTF8(byte[] buffer, int offset) {
            if (utf8.length > buffer.length - offset) {
                return -1;
            }
            System.arraycopy(utf8, 0, buffer, offset, utf8.length);
            return utf8.length;
        }

        @Override
        public int writeUnquotedUTF8(OutputStream out) throws IOException {
            out.write(utf8);
            return utf8.length;
        }

        @Override
        public int putUnquotedUTF8(ByteBuffer buffer) {
            if (utf8.length > buffer.remaining()) {
                return -1;
            }
            buffer.put(utf8);
            return utf8.length;
        }

        @Override
        public int appendUnquoted(char[] buffer, int offset) {
            String text = getValue();
            if (text.length() > buffer.length - offset) {
                return -1;
            }
            text.getChars(0, text.length(), buffer, offset);
            return text.length();
        }

        @Override
        public char[] asQuotedChars() {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] asQuotedUTF8() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int appendQuotedUTF8(byte[] buffer, int offset) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int appendQuoted(char[] buffer, int offset) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int writeQuotedUTF8(OutputStream out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int putQuotedUTF8(ByteBuffer buffer) {
            throw new UnsupportedOperationException();
        }
    }
}
