package com.leadlex.graphql.leadlex.answer;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.json.RememberedNames;

/**
 * Finds the error code in a body whose shape Leadlex does not document: {@code {"error":{"code"}}}, {@code {"error":"code"}} or
 * {@code {"code"}}. Its message is never read: it is Leadlex's text, and may hold anything.
 */
final class ErrorBody {

    private static final RememberedNames NAMES = new RememberedNames(JsonFactory::new);
    private static final int LONGEST_CODE = 64;
    private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    private ErrorBody() {
    }

    /**
     * @param key that Leadlex was called with: one that is sent back is not passed on
     * @return null when the body has no code, or one that does not look like a code
     */
    static @Nullable String code(byte[] body, ApiKey key) {
        if (body.length == 0 || body[0] != '{') {
            return null;
        }
        try {
            return NAMES.read(body, parser -> {
                parser.nextToken();
                return Optional.ofNullable(codeIn(parser, true, key));
            }).orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable String codeIn(JsonParser parser, boolean outermost, ApiKey key) throws IOException {
        String found = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean error = outermost && name.equals("error");
            if (value == JsonToken.VALUE_STRING && (error || name.equals("code")) && isCode(parser.getText(), key)) {
                found = parser.getText();
            } else if (value == JsonToken.START_OBJECT && error) {
                String inner = codeIn(parser, false, key);
                found = inner == null ? found : inner;
            } else {
                parser.skipChildren();
            }
        }
        return found;
    }

    private static boolean isCode(String text, ApiKey key) {
        return text.length() <= LONGEST_CODE && SNAKE_CASE.matcher(text).matches() && !key.isRevealedBy(text);
    }
}
