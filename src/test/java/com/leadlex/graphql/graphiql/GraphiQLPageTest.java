package com.leadlex.graphql.graphiql;

import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.auth.AuthConfig;
import com.leadlex.graphql.documents.DocumentsConfig;

import static com.leadlex.graphql.auth.AuthConfig.Mode.CALLER;
import static com.leadlex.graphql.auth.AuthConfig.Mode.SERVER;
import static com.leadlex.graphql.documents.DocumentsConfig.Mode.OPEN;
import static com.leadlex.graphql.documents.DocumentsConfig.Mode.TRUSTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GraphiQLPageTest {

    @Test
    void opensWithTheQueryTheDocumentedIdAndAHeadersTemplate() {
        String html = page(CALLER, false, OPEN);
        assertTrue(html.contains("query Activity { x }"));
        assertTrue(html.contains(GraphiQLPage.EXAMPLE_ID));
        assertTrue(html.contains("Bearer \\u003cyour Leadlex API key>"));
        assertTrue(page(SERVER, false, OPEN).contains("Bearer \\u003cyour access token>"));
    }

    @Test
    void asksForNoKeyWhereNoneIsNeeded() {
        assertFalse(page(CALLER, true, OPEN).contains("Authorization"));
    }

    @Test
    void saysThatOnlyListedDocumentsRunInTrustedModeAlone() {
        assertTrue(page(CALLER, false, TRUSTED).contains("runs listed documents only"));
        assertNull(GraphiQLSettings.of("", CALLER, false, OPEN).notice());
    }

    @Test
    void aQueryCannotEndTheDataBlock() {
        String html = GraphiQLPage.html(GraphiQLSettings.of("</script><script>x()</script>", CALLER, true, OPEN));
        assertEquals(2, html.split("</script>", -1).length - 1);
    }

    @Test
    void nothingComesFromAForeignHostAndNoScriptIsInline() {
        String page = page(CALLER, false, OPEN);
        assertFalse(Pattern.compile("(src|href)=\"(https?:)?//").matcher(page).find());
        assertFalse(Pattern.compile("<script(?![^>]*( src=|application/json))").matcher(page).find());
    }

    @Test
    void everyAssetHasAContentTypeAndUnpacks() {
        assertTrue(GraphiQLAssets.NAMES.size() > 10);
        for (String name : GraphiQLAssets.NAMES) {
            assertTrue(GraphiQLAssets.contentType(name) != null && GraphiQLAssets.unpacked(name).length() > 0);
        }
    }

    private static String page(AuthConfig.Mode mode, boolean keyless, DocumentsConfig.Mode documents) {
        return GraphiQLPage.html(GraphiQLSettings.of("query Activity { x }", mode, keyless, documents));
    }
}
