package com.leadlex.graphql.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import org.eclipse.microprofile.graphql.Description;

import com.fasterxml.jackson.core.JsonGenerator;

import io.smallrye.graphql.api.CustomScalar;
import io.smallrye.graphql.api.CustomStringScalar;

/** A JSON value as its text, already checked: it goes through untouched, so key order and every digit of a number stay. */
@CustomScalar("JSON")
@Description("Any JSON value, exactly as Leadlex holds it: key order, digits of every number, nesting.")
public final class JsonText implements CustomStringScalar {

    private final byte[] utf8;

    public JsonText(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** SmallRye's contract for a scalar; the service itself never reads one from a caller. */
    public JsonText(String text) {
        this(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes it as it is, not as a string; where the generator writes bytes, without decoding it. */
    public void write(JsonGenerator json) throws IOException {
        if (json.getOutputTarget() instanceof OutputStream out) {
            json.writeRawValue(""); // what has to stand before a value
            json.flush();
            out.write(utf8);
        } else {
            json.writeRawValue(toString());
        }
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
}
