package com.leadlex.graphql.graphiql;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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
            json.writeStringField("schema", "/graphql/schema.graphql");
            json.writeStringField("headers", settings.keyName() == null ? ""
                    : "{\n  \"Authorization\": \"Bearer " + settings.keyName() + "\"\n}");
            if (settings.notice() != null) {
                json.writeStringField("notice", settings.notice());
            }
            writeExamples(json, settings.examples());
            writeStandIn(json, settings.standIn());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void writeExamples(JsonGenerator json, Map<String, String> examples) throws IOException {
        json.writeArrayFieldStart("examples");
        for (Map.Entry<String, String> example : examples.entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", example.getKey().replaceFirst("\\.graphql$", ""));
            json.writeStringField("query", example.getValue());
            json.writeStringField("variables",
                    example.getValue().contains("$id") ? "{\n  \"id\": \"" + EXAMPLE_ID + "\"\n}" : "");
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeStandIn(JsonGenerator json, Map<String, String> standIn) throws IOException {
        json.writeArrayFieldStart("standIn");
        for (Map.Entry<String, String> row : standIn.entrySet()) {
            json.writeStartObject();
            json.writeStringField("toSee", row.getKey());
            json.writeStringField("ids", row.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
