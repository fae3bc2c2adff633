package com.leadlex.graphql.json;

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
        return new RawJson(utf8);
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
