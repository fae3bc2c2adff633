package com.leadlex.graphql.operation;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonGenerator;
import com.leadlex.graphql.json.JsonText;

/** Writes the data of a response as JSON. */
public final class JsonValues {

    /** Longer texts are passed to Jackson as a Reader: Jackson then copies blocks of characters, not single ones. */
    private static final int MAX_BUFFERED_CHARACTERS = 4000;

    private JsonValues() {
    }

    /** @param value null, String, Boolean, Number, {@link JsonText}, a Map or List of these, or a scalar with a toString */
    public static void write(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text && text.length() <= MAX_BUFFERED_CHARACTERS) {
            json.writeString(text);
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
        } else if (value instanceof String text) {
            json.writeString(new StringReader(text), text.length());
        } else {
            json.writeString(value.toString());
        }
    }
}
