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

    private final RememberedNames fieldNames;

    ActivityReader(int maxDepth) {
        // The body's size is limited already, so names, strings and numbers need no limits of their own.
        fieldNames = new RememberedNames(() -> JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth).maxNameLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE).build()).build());
    }

    /** @return null when there is no activity with an id and a type in it */
    @Nullable
    Activity read(byte[] body) {
        JsonBody jsonBody = JsonBody.of(JsonBody.withoutByteOrderMark(body));
        if (isUtf16OrUtf32(jsonBody.bytes())) {
            return null;
        }
        try {
            return fieldNames.read(jsonBody.bytes(), parser -> {
                Activity activity = parser.nextToken() == JsonToken.START_OBJECT ? readActivityIn("data", parser, jsonBody)
                        : null;
                return Optional.ofNullable(parser.nextToken() == null ? activity : null);
            }).orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    /** Refuses UTF-16 and UTF-32, which the parser accepts, because metadata is passed on unread as UTF-8 (RFC 8259, 8.1). */
    private static boolean isUtf16OrUtf32(byte[] body) {
        return body.length > 1 && (body[0] == 0 || body[1] == 0 || body[0] == (byte) 0xFE || body[0] == (byte) 0xFF);
    }

    /** Reads the activity in {@code data}, or in {@code activity}. Of several members of that name the last object counts. */
    private static @Nullable Activity readActivityIn(String memberName, JsonParser parser, JsonBody jsonBody)
            throws IOException {
        Activity activity = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isWantedMember = parser.currentName().equals(memberName);
            if (parser.nextToken() != JsonToken.START_OBJECT || !isWantedMember) {
                parser.skipChildren();
            } else {
                activity = memberName.equals("data") ? readActivityIn("activity", parser, jsonBody)
                        : readActivity(parser, jsonBody);
            }
        }
        return activity;
    }

    private static @Nullable Activity readActivity(JsonParser parser, JsonBody jsonBody) throws IOException {
        Activity.Builder builder = new Activity.Builder();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            ActivityField field = ActivityField.ofLeadlexName(parser.currentName());
            JsonToken token = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else if (token == JsonToken.VALUE_NULL) {
                builder.set(field, null);
            } else {
                Object fieldValue = readValue(field.kind(), parser, jsonBody);
                if (fieldValue == null) {
                    builder.setUnreadable(field);
                } else {
                    builder.set(field, fieldValue);
                }
            }
        }
        return builder.build();
    }

    /**
     * @param parser at the value, which is not null; afterwards at the end of the value
     * @return null when the value is not of this kind
     */
    private static @Nullable Object readValue(ActivityField.Kind kind, JsonParser parser, JsonBody jsonBody)
            throws IOException {
        return switch (kind) {
            case ID -> parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getText() : readText(parser, jsonBody);
            case TEXT -> readText(parser, jsonBody);
            case DATE_TIME -> {
                String text = readText(parser, jsonBody);
                yield text == null ? null : DateTime.parse(text);
            }
            case JSON -> switch (parser.currentToken()) {
                case START_OBJECT, START_ARRAY -> readTree(parser, jsonBody.bytes());
                case VALUE_STRING -> new JsonText('"'
                        + new String(JsonStringEncoder.getInstance().quoteAsString(jsonBody.wellFormed(parser.getText())))
                        + '"');
                default -> new JsonText(parser.getText());
            };
        };
    }

    private static @Nullable String readText(JsonParser parser, JsonBody jsonBody) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            String largeString = jsonBody.largeString(parser);
            return largeString == null ? jsonBody.wellFormed(parser.getText()) : largeString;
        }
        parser.skipChildren();
        return null;
    }

    /** Copies the bytes of an object or array unchanged. */
    private static @Nullable JsonText readTree(JsonParser parser, byte[] bodyBytes) throws IOException {
        int startOffset = (int) parser.currentLocation().getByteOffset() - 1;
        parser.skipChildren();
        int endOffset = (int) parser.currentLocation().getByteOffset();
        byte[] treeBytes = startOffset < 0 ? null : Arrays.copyOfRange(bodyBytes, startOffset, endOffset);
        return treeBytes == null || !JsonBody.isUtf8(treeBytes) ? null : new JsonText(treeBytes);
    }
}
