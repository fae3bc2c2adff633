package com.leadlex.graphql.graphiql;

import java.util.Map;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.AuthConfig;
import com.leadlex.graphql.documents.DocumentsConfig;

/**
 * What the page opens with.
 *
 * @param examples the text of each example by the name of its file; the first visit opens one tab for each
 * @param keyName what a caller puts after {@code Bearer}, or null where none is needed
 * @param notice a sentence above the editors, or null
 * @param standIn what the stand-in for Leadlex knows; empty where it is not used
 */
record GraphiQLSettings(SortedMap<String, String> examples, @Nullable String keyName, @Nullable String notice,
        Map<String, String> standIn) {

    private static final String TRUSTED = "This service runs listed documents only: the examples are they, "
            + "and any other is refused with DOCUMENT_NOT_TRUSTED.";

    static GraphiQLSettings of(SortedMap<String, String> examples, AuthConfig.Mode auth, boolean keyless,
            DocumentsConfig.Mode documents, Map<String, String> standIn) {
        @Nullable
        String keyName = keyless ? null : auth == AuthConfig.Mode.SERVER ? "<your access token>" : "<your Leadlex API key>";
        return new GraphiQLSettings(examples, keyName, documents == DocumentsConfig.Mode.TRUSTED ? TRUSTED : null, standIn);
    }
}
