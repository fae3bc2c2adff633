package com.leadlex.graphql.leadlex;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Reads {@code {"data":{"activity":{…}}}} straight from the bytes. Unknown fields are skipped, missing ones are null. */
final class ActivityReader {

    private static final byte[] BYTE_ORDER_MARK = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };

    private final JsonFactory json;

    ActivityReader(int maxDepth) {
        // The body's size is limited already; a name, string or number may be as long as it likes.
        json = JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth).maxNameLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE).build()).build();
    }

    /** @return null when there is no activity with an id and a type in it */
    LeadlexActivity read(byte[] body) {
        byte[] bytes = Arrays.mismatch(body, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length
                ? Arrays.copyOfRange(body, 3, body.length)
                : body;
        try (JsonParser parser = json.createParser(bytes)) {
            LeadlexActivity activity = null;
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean data = parser.currentName().equals("data");
                    if (parser.nextToken() == JsonToken.START_OBJECT && data) {
                        activity = readData(parser, bytes);
                    } else {
                        parser.skipChildren();
                    }
                }
            }
            return parser.nextToken() == null ? activity : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static LeadlexActivity readData(JsonParser parser, byte[] bytes) throws IOException {
        LeadlexActivity activity = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals("activity");
            if (parser.nextToken() == JsonToken.START_OBJECT && wanted) {
                activity = new Fields(parser, bytes).read();
            } else {
                parser.skipChildren();
            }
        }
        return activity;
    }

    /** The fields of one activity, while they are read. */
    private static final class Fields {

        private final JsonParser parser;
        private final byte[] bytes;
        private Set<String> unreadable = Set.of();

        Fields(JsonParser parser, byte[] bytes) {
            this.parser = parser;
            this.bytes = bytes;
        }

        LeadlexActivity read() throws IOException {
            String id = null;
            String type = null;
            String title = null;
            String description = null;
            String contactId = null;
            String dealId = null;
            String entityType = null;
            String entityId = null;
            String entityName = null;
            byte[] metadata = null;
            String createdBy = null;
            String createdDate = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "id" -> id = id(name);
                    case "type" -> type = text(name);
                    case "title" -> title = text(name);
                    case "description" -> description = text(name);
                    case "contact_id" -> contactId = id(name);
                    case "deal_id" -> dealId = id(name);
                    case "entity_type" -> entityType = text(name);
                    case "entity_id" -> entityId = id(name);
                    case "entity_name" -> entityName = text(name);
                    case "metadata" -> metadata = raw(name);
                    case "created_by_user_id" -> createdBy = id(name);
                    case "created_date" -> createdDate = text(name);
                    default -> parser.skipChildren();
                }
            }
            return id == null || type == null || type.isEmpty()
                    ? null
                    : new LeadlexActivity(id, type, title, description, contactId, dealId, entityType, entityId, entityName,
                            metadata, createdBy,
                            createdDate, unreadable);
        }

        /** Like GraphQL's ID: a string or an integer. */
        private String id(String name) throws IOException {
            return parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getText() : text(name);
        }

        private String text(String name) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return WellFormed.text(parser.getText());
            }
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                parser.skipChildren();
                markUnreadable(name);
            }
            return null;
        }

        private byte[] raw(String name) throws IOException {
            switch (parser.currentToken()) {
                case VALUE_NULL:
                    return null;
                case START_OBJECT, START_ARRAY:
                    int start = (int) parser.currentLocation().getByteOffset() - 1;
                    parser.skipChildren();
                    int end = (int) parser.currentLocation().getByteOffset();
                    byte[] slice = start < 0 ? null : Arrays.copyOfRange(bytes, start, end);
                    if (slice == null || !WellFormed.isUtf8(slice)) {
                        markUnreadable(name);
                        return null;
                    }
                    return slice;
                case VALUE_STRING:
                    return ('"' + new String(JsonStringEncoder.getInstance().quoteAsString(WellFormed.text(parser.getText())))
                            + '"')
                            .getBytes(StandardCharsets.UTF_8);
                default:
                    return parser.getText().getBytes(StandardCharsets.UTF_8);
            }
        }

        private void markUnreadable(String name) {
            unreadable = unreadable.isEmpty() ? new HashSet<>() : unreadable;
            unreadable.add(name);
        }
    }
}
