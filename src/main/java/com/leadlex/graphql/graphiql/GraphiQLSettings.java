package com.leadlex.graphql.graphiql;

import com.leadlex.graphql.auth.AuthConfig;
import com.leadlex.graphql.documents.DocumentsConfig;

/**
 * What the page opens with.
 *
 * @param query the text of the first tab
 * @param keyName what a caller puts after {@code Bearer}, or null where none is needed
 * @param notice a sentence above the editors, or null
 */
record GraphiQLSettings(String query, String keyName, String notice) {

    private static final String TRUSTED = "This service runs listed documents only: the query below is one of them, "
            + "and any other is refused with DOCUMENT_NOT_TRUSTED.";

    static GraphiQLSettings of(String query, AuthConfig.Mode auth, boolean keyless, DocumentsConfig.Mode documents) {
        String keyName = keyless ? null : auth == AuthConfig.Mode.SERVER ? "<your access token>" : "<your Leadlex API key>";
        return new GraphiQLSettings(query, keyName, documents == DocumentsConfig.Mode.TRUSTED ? TRUSTED : null);
    }
}
