package com.leadlex.graphql.leadlex.answer;

import java.io.IOException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.leadlex.graphql.activity.Activity;
import com.leadlex.graphql.activity.ActivityField;
import com.leadlex.graphql.json.JsonBody;
import com.leadlex.graphql.json.RememberedNames;

/** Reads {@code {"data":{"activity":{…}}}} straight from the bytes. Unknown fields are skipped, missing ones are null. */
final class ActivityReader {

    private final RememberedNames names;

    ActivityReader(int maxDepth) {
        // The body's size is limited already; a name, string or number may be as long as it likes.
        names = new RememberedNames(() -> JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth).maxNameLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE).build()).build());
    }

    /** @return null when there is no activity with an id and a type in it */
    @Nullable
    Activity read(byte[] body) {
        byte[] bytes = JsonBody.withoutByteOrderMark(body);
        if (isNotUtf8(bytes)) {
            return null;
        }
        try {
            return names.read(bytes, parser -> Optional.ofNullable(read(parser, JsonBody.of(bytes)))).orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable Activity read(JsonParser parser, JsonBody body) throws IOException {
        Activity activity = parser.nextToken() == JsonToken.START_OBJECT
                ? readMember("data", ActivityReader::readData, parser, body)
                : null;
        return parser.nextToken() == null ? activity : null;
    }

    /** The parser would take UTF-16 and UTF-32, too, but metadata is passed on as it came. JSON is UTF-8 (RFC 8259, 8.1). */
    private static boolean isNotUtf8(byte[] bytes) {
        return bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0 || bytes[0] == (byte) 0xFE || bytes[0] == (byte) 0xFF);
    }

    private static @Nullable Activity readData(JsonParser parser, JsonBody body) throws IOException {
        return readMember("activity", ActivityReader::readActivity, parser, body);
    }

    /** Of several members of that name the last object counts. */
    private static @Nullable Activity readMember(String name, ObjectReader reader, JsonParser parser, JsonBody body)
            throws IOException {
        Activity activity = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals(name);
            if (parser.nextToken() == JsonToken.START_OBJECT && wanted) {
                activity = reader.read(parser, body);
            } else {
                parser.skipChildren();
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
                Object value = FieldValue.read(field.kind(), parser, body);
                if (value == null) {
                    activity.setUnreadable(field);
                } else {
                    activity.set(field, value);
                }
            }
        }
        return activity.build();
    }

    /** Reads the object that the parser has just entered. */
    private interface ObjectReader {

        @Nullable
        Activity read(JsonParser parser, JsonBody body) throws IOException;
    }
}
