package com.leadlex.graphql.operation;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonGenerator;
import com.leadlex.graphql.json.JsonText;

/** Writes what an execution yields. */
public final class JsonValues {

    /** Jackson takes the characters of a longer text one by one from it, unless it can read them into an array of its own. */
    private static final int BUFFER_LIMIT = 4000;

    private JsonValues() {
    }

    /**
     * @param value null, String, Boolean, a number of any type, {@link JsonText}, another scalar by its toString, or a Map or
     *        List of such
     */
    public static void write(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            write(text, json);
        } else if (value instanceof JsonText text) {
            text.write(json);
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName((String) entry.getKey());
                write(entry.getValue(), json);
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(element, json);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean || value instanceof Number) {
            json.writePOJO(value);
        } else {
            json.writeString(value.toString());
        }
    }

    private static void write(String text, JsonGenerator json) throws IOException {
        if (text.length() > BUFFER_LIMIT) {
            json.writeString(new StringReader(text), text.length());
        } else {
            json.writeString(text);
        }
    }
}
