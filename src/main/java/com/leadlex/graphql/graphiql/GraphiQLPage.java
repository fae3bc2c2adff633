package com.leadlex.graphql.graphiql;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.leadlex.graphql.auth.AuthConfig;
import com.leadlex.graphql.documents.BundledFile;
import com.leadlex.graphql.documents.DocumentsConfig;

/** The HTML of the page: the bundler's output, with the settings as a JSON data block, which a browser never runs. */
final class GraphiQLPage {

    /** The activity that Leadlex's documentation shows. */
    static final String EXAMPLE_ID = "act_7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d";

    /**
     * Allows scripts, workers and requests of this origin only. Styles may be inline because Monaco, the editor,
     * writes style elements and attributes without a nonce; its icons are data: images.
     */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String PAGE_TEMPLATE = BundledFile.readText("graphiql/index.html");
    private static final String TRUSTED_DOCUMENTS_NOTICE = "This service runs listed documents only: these examples. "
            + "Any other document is refused with DOCUMENT_NOT_TRUSTED.";

    private GraphiQLPage() {
    }

    /**
     * @param examples the text of each example by the name of its file; the first visit opens one tab for each example
     * @param isKeyless true where a caller needs no key
     * @param standInIds the ids that the stand-in for Leadlex knows, by what each shows; empty without the stand-in
     */
    static String html(SortedMap<String, String> examples, AuthConfig.Mode authMode, boolean isKeyless,
            DocumentsConfig.Mode documentsMode, Map<String, String> standInIds) {
        StringWriter settingsJson = new StringWriter();
        try (var generator = new JsonFactory().createGenerator(settingsJson)) {
            generator.writeStartObject();
            generator.writeStringField("endpoint", "/graphql");
            generator.writeStringField("schema", "/graphql/schema.graphql");
            String keyPlaceholder = authMode == AuthConfig.Mode.SERVER ? "<your access token>" : "<your Leadlex API key>";
            generator.writeStringField("headers",
                    isKeyless ? "" : "{\n  \"Authorization\": \"Bearer " + keyPlaceholder + "\"\n}");
            if (documentsMode == DocumentsConfig.Mode.TRUSTED) {
                generator.writeStringField("notice", TRUSTED_DOCUMENTS_NOTICE);
            }
            writeObjects(generator, "examples", examples.entrySet().stream().map(example -> Map.of(
                    "name", example.getKey().replaceFirst("\\.graphql$", ""),
                    "query", example.getValue(),
                    "variables", example.getValue().contains("$id") ? "{\n  \"id\": \"" + EXAMPLE_ID + "\"\n}" : "")).toList());
            writeObjects(generator, "standIn", standInIds.entrySet().stream()
                    .map(idsOfPurpose -> Map.of("toSee", idsOfPurpose.getKey(), "ids", idsOfPurpose.getValue())).toList());
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // A data block ends at the first "</script", so no "<" may stand in it.
        return PAGE_TEMPLATE.replace("{page}", settingsJson.toString().replace("<", "\\u003c"));
    }

    private static void writeObjects(JsonGenerator generator, String arrayName, List<Map<String, String>> objects)
            throws IOException {
        generator.writeArrayFieldStart(arrayName);
        for (Map<String, String> object : objects) {
            generator.writeStartObject();
            for (Map.Entry<String, String> field : new TreeMap<>(object).entrySet()) {
                generator.writeStringField(field.getKey(), field.getValue());
            }
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }
}
