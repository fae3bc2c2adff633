package com.leadlex.graphql.leadlex.answer;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.leadlex.graphql.activity.Activity;
import com.leadlex.graphql.activity.ActivityField;
import com.leadlex.graphql.activity.DateTime;
import com.leadlex.graphql.json.JsonBody;
import com.leadlex.graphql.json.JsonText;
import com.leadlex.graphql.json.RememberedNames;

/** Reads {@code {"data":{"activity":{…}}}} straight from the bytes. Unknown fields are skipped, missing ones are null. */
final class ActivityReader {

    private final RememberedNames names;

    ActivityReader(int maxDepth) {
        // The body's size is limited already, so names, strings and numbers need no limits of their own.
        names = new RememberedNames(() -> JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth).maxNameLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE).build()).build());
    }

    /** @return null when there is no activity with an id and a type in it */
    @Nullable
    Activity read(byte[] body) {
        JsonBody json = JsonBody.of(JsonBody.withoutByteOrderMark(body));
        if (isNotUtf8(json.bytes())) {
            return null;
        }
        try {
            return names.read(json.bytes(), parser -> {
                Activity activity = parser.nextToken() == JsonToken.START_OBJECT ? readMember("data", parser, json) : null;
                return Optional.ofNullable(parser.nextToken() == null ? activity : null);
            }).orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    /** Refuses UTF-16 and UTF-32, which the parser accepts, because metadata is passed on unread as UTF-8 (RFC 8259, 8.1). */
    private static boolean isNotUtf8(byte[] bytes) {
        return bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0 || bytes[0] == (byte) 0xFE || bytes[0] == (byte) 0xFF);
    }

    /** Reads the activity in {@code data}, or in {@code activity}. Of several members of that name the last object counts. */
    private static @Nullable Activity readMember(String name, JsonParser parser, JsonBody body) throws IOException {
        Activity activity = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals(name);
            if (parser.nextToken() != JsonToken.START_OBJECT || !wanted) {
                parser.skipChildren();
            } else {
                activity = name.equals("data") ? readMember("activity", parser, body) : readActivity(parser, body);
            }
        }
        return activity;
    }

    private static @Nullable Activity readActivity(JsonParser parser, JsonBody body) throws IOException {
        Activity.Builder activity = new Activity.Builder();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            ActivityField field = ActivityField.ofLeadlexName(parser.currentName());
            JsonToken token = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else if (token == JsonToken.VALUE_NULL) {
                activity.set(field, null);
            } else {
                Object value = readValue(field.kind(), parser, body);
                if (value == null) {
                    activity.setUnreadable(field);
                } else {
                    activity.set(field, value);
                }
            }
        }
        return activity.build();
    }

    /**
     * @param parser at the value, which is not null; afterwards at its end
     * @return null when the value is not of this kind
     */
    private static @Nullable Object readValue(ActivityField.Kind kind, JsonParser parser, JsonBody body) throws IOException {
        return switch (kind) {
            case ID -> parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getText() : readText(parser, body);
            case TEXT -> readText(parser, body);
            case DATE_TIME -> {
                String text = readText(parser, body);
                yield text == null ? null : DateTime.parse(text);
            }
            case JSON -> switch (parser.currentToken()) {
                case START_OBJECT, START_ARRAY -> readTree(parser, body.bytes());
                case VALUE_STRING -> new JsonText('"'
                        + new String(JsonStringEncoder.getInstance().quoteAsString(body.wellFormed(parser.getText()))) + '"');
                default -> new JsonText(parser.getText());
            };
        };
    }

    private static @Nullable String readText(JsonParser parser, JsonBody body) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return body.wellFormed(parser.getText());
        }
        parser.skipChildren();
        return null;
    }

    /** Copies the bytes of an object or array unchanged. */
    private static @Nullable JsonText readTree(JsonParser parser, byte[] bytes) throws IOException {
        int start = (int) parser.currentLocation().getByteOffset() - 1;
        parser.skipChildren();
        int end = (int) parser.currentLocation().getByteOffset();
        byte[] slice = start < 0 ? null : Arrays.copyOfRange(bytes, start, end);
        return slice == null || !JsonBody.isUtf8(slice) ? null : new JsonText(slice);
    }
}
