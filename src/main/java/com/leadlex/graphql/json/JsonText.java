package com.leadlex.graphql.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import org.eclipse.microprofile.graphql.Description;

import com.fasterxml.jackson.core.JsonGenerator;

import io.smallrye.graphql.api.CustomScalar;
import io.smallrye.graphql.api.CustomStringScalar;

/** A valid JSON value as text. The text is passed on unchanged, with its key order and all digits of its numbers. */
@CustomScalar("JSON")
@Description("Any JSON value, unchanged from Leadlex: key order, nesting and all digits of numbers are kept.")
public final class JsonText implements CustomStringScalar {

    private final byte[] utf8Bytes;

    public JsonText(byte[] utf8Bytes) {
        this.utf8Bytes = utf8Bytes;
    }

    /** Required by SmallRye; this service never reads such a scalar from a caller. */
    public JsonText(String text) {
        this(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the JSON itself, not a JSON string; without decoding it when the generator writes bytes. */
    public void write(JsonGenerator jsonGenerator) throws IOException {
        if (jsonGenerator.getOutputTarget() instanceof OutputStream outputStream) {
            jsonGenerator.writeRawValue(""); // the colon or comma before the value
            jsonGenerator.flush();
            outputStream.write(utf8Bytes);
        } else {
            jsonGenerator.writeRawValue(toString());
        }
    }

    /** The text's size in memory and in a response. */
    public int sizeBytes() {
        return utf8Bytes.length;
    }

    @Override
    public String stringValueForSerialization() {
        return toString();
    }

    @Override
    public String toString() {
        return new String(utf8Bytes, StandardCharsets.UTF_8);
    }
}
