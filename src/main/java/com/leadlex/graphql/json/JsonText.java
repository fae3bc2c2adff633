package com.leadlex.graphql.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import org.eclipse.microprofile.graphql.Description;

import com.fasterxml.jackson.core.JsonGenerator;

import io.smallrye.graphql.api.CustomScalar;
import io.smallrye.graphql.api.CustomStringScalar;

/** A valid JSON value as text. It is passed on unchanged, with its key order and all digits of its numbers. */
@CustomScalar("JSON")
@Description("Any JSON value, unchanged from Leadlex: key order, nesting and all digits of numbers are kept.")
public final class JsonText implements CustomStringScalar {

    private final byte[] utf8;

    public JsonText(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Required by SmallRye; this service never reads such a scalar from a caller. */
    public JsonText(String text) {
        this(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the JSON itself, not a JSON string; without decoding it when the generator writes bytes. */
    public void write(JsonGenerator json) throws IOException {
        if (json.getOutputTarget() instanceof OutputStream out) {
            json.writeRawValue(""); // the colon or comma before the value
            json.flush();
            out.write(utf8);
        } else {
            json.writeRawValue(toString());
        }
    }

    /** Its size in memory and in a response, in bytes. */
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
}
