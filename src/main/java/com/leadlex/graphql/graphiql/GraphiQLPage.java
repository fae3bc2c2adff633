package com.leadlex.graphql.graphiql;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.leadlex.graphql.documents.BundledFile;

/** The HTML of the page: what the bundler wrote, with the settings as a JSON data block, which a browser never runs. */
final class GraphiQLPage {

    /** The activity that Leadlex's documentation shows. */
    static final String EXAMPLE_ID = "act_7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d";

    /**
     * Scripts, workers and requests from here alone. Styles may be inline because Monaco, the editor, writes style elements
     * and attributes without a nonce; the data: images are Monaco's icons.
     */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String TEMPLATE = BundledFile.text("graphiql/index.html");

    private GraphiQLPage() {
    }

    static String html(GraphiQLSettings settings) {
        // A data block ends at the first "</script", so no "<" may stand in it.
        return TEMPLATE.replace("{page}", json(settings).replace("<", "\\u003c"));
    }

    private static String json(GraphiQLSettings settings) {
        StringWriter text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("endpoint", "/graphql");
            json.writeStringField("tools", settings.keyName() == null ? "variables" : "headers");
            if (settings.notice() != null) {
                json.writeStringField("notice", settings.notice());
            }
            json.writeArrayFieldStart("tabs");
            json.writeStartObject();
            json.writeStringField("query", settings.query());
            json.writeStringField("variables", "{\n  \"id\": \"" + EXAMPLE_ID + "\"\n}");
            json.writeStringField("headers", settings.keyName() == null ? ""
                    : "{\n  \"Authorization\": \"Bearer " + settings.keyName() + "\"\n}");
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
