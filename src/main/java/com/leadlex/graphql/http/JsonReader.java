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

    /** The initial capacity for the members of an object: few objects have more. */
    private static final int USUAL_MEMBER_COUNT = 4;
    private static final String NOT_JSON_MESSAGE = "The body is not valid JSON.";
    private static final String NO_OBJECT_MESSAGE = "The body must be a JSON object.";
    private static final String BATCH_MESSAGE = "Batches are not supported; send one request at a time.";

    private final RememberedNames rememberedNames;

    public JsonReader(HttpConfig config) {
        rememberedNames = new RememberedNames(() -> JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(config.maxJsonDepth()).build()).build());
    }

    public Parameters readParameters(byte[] body) throws Refusal {
        try {
            return rememberedNames.read(JsonBody.withoutByteOrderMark(body), JsonReader::readWholeBody);
        } catch (IOException e) {
            throw Refusal.unreadable(NOT_JSON_MESSAGE);
        }
    }

    private static Parameters readWholeBody(JsonParser parser) throws IOException, Refusal {
        try {
            Parameters parameters = readParameters(parser);
            requireEndOfText(parser);
            return parameters;
        } catch (Refusal refusal) {
            // Reads to the end: if the body is not valid JSON either, that mistake is reported instead.
            while (!parser.getParsingContext().inRoot()) {
                parser.nextToken();
            }
            requireEndOfText(parser);
            throw refusal;
        }
    }

    private static void requireEndOfText(JsonParser parser) throws IOException, Refusal {
        if (parser.nextToken() != null) {
            throw Refusal.unreadable(NOT_JSON_MESSAGE);
        }
    }

    private static Parameters readParameters(JsonParser parser) throws IOException, Refusal {
        JsonToken firstToken = parser.nextToken();
        if (firstToken != JsonToken.START_OBJECT) {
            throw firstToken == null ? Refusal.unreadable(NO_OBJECT_MESSAGE)
                    : Refusal.notGraphQLRequest(firstToken == JsonToken.START_ARRAY ? BATCH_MESSAGE : NO_OBJECT_MESSAGE);
        }
        String query = null;
        String operationName = null;
        String documentId = null;
        Map<String, @Nullable Object> variables = Map.of();
        Map<String, @Nullable Object> extensions = Map.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String parameterName = parser.currentName();
            parser.nextToken();
            switch (parameterName) {
                case "query" -> query = readText(parser, parameterName);
                case "operationName" -> operationName = readText(parser, parameterName);
                case "documentId" -> documentId = readText(parser, parameterName);
                case "variables" -> variables = readObject(parser, parameterName);
                case "extensions" -> extensions = readObject(parser, parameterName);
                default -> parser.skipChildren();
            }
        }
        return new Parameters(query, operationName, variables, extensions, documentId);
    }

    /** @param jsonText the JSON text of a URL's parameter */
    Map<String, @Nullable Object> readObject(String jsonText, String parameterName) throws Refusal {
        try {
            return rememberedNames.read(jsonText.getBytes(StandardCharsets.UTF_8), parser -> {
                parser.nextToken();
                Map<String, @Nullable Object> members = readObject(parser, parameterName);
                if (parser.nextToken() != null) {
                    throw new JsonParseException(parser, "another value");
                }
                return members;
            });
        } catch (IOException e) {
            throw Refusal.notGraphQLRequest("The parameter '" + parameterName + "' is not valid JSON.");
        }
    }

    private static @Nullable String readText(JsonParser parser, String parameterName) throws IOException, Refusal {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NULL -> null;
            default -> throw Refusal.notGraphQLRequest("The parameter '" + parameterName + "' must be a string.");
        };
    }

    private static Map<String, @Nullable Object> readObject(JsonParser parser, String parameterName)
            throws IOException, Refusal {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> Map.of();
            case START_OBJECT -> readMembers(parser);
            default -> throw Refusal.notGraphQLRequest("The parameter '" + parameterName + "' must be a JSON object.");
        };
    }

    private static Map<String, @Nullable Object> readMembers(JsonParser parser) throws IOException, Refusal {
        Map<String, @Nullable Object> members = new LinkedHashMap<>(USUAL_MEMBER_COUNT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String memberName = parser.currentName();
            parser.nextToken();
            members.put(memberName, readValue(parser));
        }
        return members;
    }

    private static @Nullable Object readValue(JsonParser parser) throws IOException, Refusal {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readMembers(parser);
            case START_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(readValue(parser));
                }
                yield elements;
            }
            // Any text is allowed here: the scalar that coerces the text has a rule of its own.
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }
}
