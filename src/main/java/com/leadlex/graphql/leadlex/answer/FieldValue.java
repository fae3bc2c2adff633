package com.leadlex.graphql.leadlex.answer;

import java.io.IOException;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.leadlex.graphql.activity.ActivityField;
import com.leadlex.graphql.activity.DateTime;
import com.leadlex.graphql.json.JsonBody;
import com.leadlex.graphql.json.JsonText;

/** Reads the value of one field of an activity. */
final class FieldValue {

    private FieldValue() {
    }

    /**
     * @param parser at the value, which is not null; afterwards at its end
     * @param body what the parser reads
     * @return null when the value is not of this kind
     */
    static @Nullable Object read(ActivityField.Kind kind, JsonParser parser, JsonBody body) throws IOException {
        return switch (kind) {
            case ID -> parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getText() : text(parser, body);
            case TEXT -> text(parser, body);
            case DATE_TIME -> dateTime(parser, body);
            case JSON -> json(parser, body);
        };
    }

    private static @Nullable String text(JsonParser parser, JsonBody body) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return body.wellFormed(parser.getText());
        }
        parser.skipChildren();
        return null;
    }

    private static @Nullable DateTime dateTime(JsonParser parser, JsonBody body) throws IOException {
        String text = text(parser, body);
        return text == null ? null : DateTime.parse(text);
    }

    private static @Nullable JsonText json(JsonParser parser, JsonBody body) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT, START_ARRAY -> tree(parser, body.bytes());
            case VALUE_STRING -> new JsonText('"'
                    + new String(JsonStringEncoder.getInstance().quoteAsString(body.wellFormed(parser.getText()))) + '"');
            default -> new JsonText(parser.getText());
        };
    }

    /** The bytes of an object or array as they came. */
    private static @Nullable JsonText tree(JsonParser parser, byte[] bytes) throws IOException {
        int start = (int) parser.currentLocation().getByteOffset() - 1;
        parser.skipChildren();
        int end = (int) parser.currentLocation().getByteOffset();
        byte[] slice = start < 0 ? null : Arrays.copyOfRange(bytes, start, end);
        return slice == null || !JsonBody.isUtf8(slice) ? null : new JsonText(slice);
    }
}
