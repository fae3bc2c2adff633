package com.leadlex.graphql.leadlex;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * Finds the error code in a body whose shape Leadlex does not document: {@code {"error":{"code"}}}, {@code {"error":"code"}} or
 * {@code {"code"}}. Its message is never read: it is Leadlex's text, and may tell anything.
 */
final class ErrorBody {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_CODE = 64;
    /** How a Leadlex key begins: one that is sent back is not passed on. */
    private static final String KEY = "wbk_";

    private ErrorBody() {
    }

    /** @return null when the body has no code, or one that does not look like a code */
    static @Nullable String code(byte[] body) {
        if (body.length == 0 || body[0] != '{') {
            return null;
        }
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            return codeIn(parser, true);
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable String codeIn(JsonParser parser, boolean outermost) throws IOException {
        String found = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean error = outermost && name.equals("error");
            if (value == JsonToken.VALUE_STRING && (error || name.equals("code")) && looksLikeCode(parser.getText())) {
                found = parser.getText();
            } else if (value == JsonToken.START_OBJECT && error) {
                String inner = codeIn(parser, false);
                found = inner == null ? found : inner;
            } else {
                parser.skipChildren();
            }
        }
        return found;
    }

    private static boolean looksLikeCode(String text) {
        if (text.isEmpty() || text.length() > LONGEST_CODE || text.startsWith(KEY)) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.')) {
                return false;
            }
        }
        return true;
    }
}
