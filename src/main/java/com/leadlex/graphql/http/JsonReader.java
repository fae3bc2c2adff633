package com.leadlex.graphql.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.leadlex.graphql.json.JsonBody;
import com.leadlex.graphql.json.RememberedNames;

/** Reads the JSON of requests strictly: no duplicate names, no text after the value, numbers with all digits. */
public final class JsonReader {

    private static final String NOT_JSON = "The body is not valid JSON.";
    private static final String NO_OBJECT = "The body must be a JSON object.";

    private final RememberedNames names;

    public JsonReader(HttpConfig config) {
        names = new RememberedNames(() -> JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(config.maxJsonDepth()).build())
                .build());
    }

    public Parameters parameters(byte[] body) throws Refusal {
        try {
            return names.read(JsonBody.withoutByteOrderMark(body), JsonReader::whole);
        } catch (IOException e) {
            throw Refusal.unreadable(NOT_JSON);
        }
    }

    private static Parameters whole(JsonParser parser) throws IOException, Refusal {
        try {
            Parameters parameters = parameters(parser);
            requireEnd(parser);
            return parameters;
        } catch (Refusal noRequest) {
            // Of two mistakes, that the body is not JSON comes first.
            while (!parser.getParsingContext().inRoot()) {
                parser.nextToken();
            }
            requireEnd(parser);
            throw noRequest;
        }
    }

    private static void requireEnd(JsonParser parser) throws IOException, Refusal {
        if (parser.nextToken() != null) {
            throw Refusal.unreadable(NOT_JSON);
        }
    }

    private static Parameters parameters(JsonParser parser) throws IOException, Refusal {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw first == null ? Refusal.unreadable(NO_OBJECT)
                    : Refusal.noGraphQLRequest(first == JsonToken.START_ARRAY
                            ? "Batches are not supported; send one request at a time."
                            : NO_OBJECT);
        }
        String query = null;
        String operationName = null;
        String documentId = null;
        Map<String, @Nullable Object> variables = Map.of();
        Map<String, @Nullable Object> extensions = Map.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "query" -> query = text(parser, name);
                case "operationName" -> operationName = text(parser, name);
                case "documentId" -> documentId = text(parser, name);
                case "variables" -> variables = object(parser, name);
                case "extensions" -> extensions = object(parser, name);
                default -> parser.skipChildren();
            }
        }
        return new Parameters(query, operationName, variables, extensions, documentId);
    }

    /** @param text the JSON text of a URL's parameter */
    Map<String, @Nullable Object> object(String text, String name) throws Refusal {
        try {
            return names.read(text.getBytes(StandardCharsets.UTF_8), parser -> {
                parser.nextToken();
                Map<String, @Nullable Object> object = object(parser, name);
                if (parser.nextToken() != null) {
                    throw new JsonParseException(parser, "another value");
                }
                return object;
            });
        } catch (IOException e) {
            throw Refusal.noGraphQLRequest("The parameter '" + name + "' is not valid JSON.");
        }
    }

    private static @Nullable String text(JsonParser parser, String name) throws IOException, Refusal {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NULL -> null;
            default -> throw Refusal.noGraphQLRequest("The parameter '" + name + "' must be a string.");
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser, String name) throws IOException, Refusal {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> Map.of();
            case START_OBJECT -> map(parser);
            default -> throw Refusal.noGraphQLRequest("The parameter '" + name + "' must be a JSON object.");
        };
    }

    private static Map<String, @Nullable Object> map(JsonParser parser) throws IOException, Refusal {
        Map<String, @Nullable Object> map = new LinkedHashMap<>(4);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            map.put(name, value(parser));
        }
        return map;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException, Refusal {
        return switch (parser.currentToken()) {
            case START_OBJECT -> map(parser);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            // Any text: the scalar that coerces it has its own rule.
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }
}
