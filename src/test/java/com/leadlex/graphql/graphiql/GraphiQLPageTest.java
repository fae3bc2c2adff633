package com.leadlex.graphql.graphiql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.auth.AuthConfig;
import com.leadlex.graphql.documents.DocumentsConfig;
import com.leadlex.graphql.leadlex.StandIn;

import static com.leadlex.graphql.auth.AuthConfig.Mode.CALLER;
import static com.leadlex.graphql.auth.AuthConfig.Mode.SERVER;
import static com.leadlex.graphql.documents.DocumentsConfig.Mode.OPEN;
import static com.leadlex.graphql.documents.DocumentsConfig.Mode.TRUSTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GraphiQLPageTest {

    private static final SortedMap<String, String> EXAMPLES = new TreeMap<>(
            Map.of("Activity.graphql", "query Activity($id: ID!) { x }", "Other.graphql", "query Other { x }"));

    @Test
    void opensWithTheExamplesTheDocumentedIdAndAHeadersTemplate() {
        String html = page(CALLER, false, OPEN);
        assertTrue(html.contains("query Activity($id: ID!) { x }") && html.contains("query Other { x }"));
        assertTrue(html.contains(GraphiQLPage.EXAMPLE_ID));
        assertTrue(html.contains("Bearer \\u003cyour Leadlex API key>"));
        assertTrue(page(SERVER, false, OPEN).contains("Bearer \\u003cyour access token>"));
    }

    @Test
    void theMembersOfAnExampleHaveTheSameOrderAtEachStart() {
        String html = page(CALLER, false, OPEN);
        assertTrue(html.indexOf("\"name\"") < html.indexOf("\"query\"")
                && html.indexOf("\"query\"") < html.indexOf("\"variables\""), html);
    }

    @Test
    void asksForNoKeyWhereNoneIsNeeded() {
        assertFalse(page(CALLER, true, OPEN).contains("Authorization"));
    }

    @Test
    void saysThatOnlyListedDocumentsRunInTrustedModeAlone() {
        assertTrue(page(CALLER, false, TRUSTED).contains("runs listed documents only"));
        assertFalse(page(CALLER, false, OPEN).contains("runs listed documents only"));
    }

    @Test
    void namesTheIdsOfTheStandInWhereItIsUsedAlone() {
        assertFalse(page(CALLER, false, OPEN).contains("act_malformed"));
        assertTrue(
                GraphiQLPage.html(EXAMPLES, CALLER, true, OPEN, StandIn.idsByPurpose()).contains("act_malformed"));
    }

    @Test
    void theStandInKnowsEachIdThatThePageNames() throws IOException {
        StringBuilder mappings = new StringBuilder();
        for (String file : new String[] { "activities", "errors", "trouble" }) {
            mappings.append(Files.readString(Path.of("src/test/resources/leadlex/mappings/" + file + ".json")));
        }
        for (String id : String.join(" ", StandIn.idsByPurpose().values()).split(" ")) {
            assertTrue(mappings.toString().contains("/v1/activities/" + id + "\""), id);
        }
    }

    @Test
    void aQueryCannotEndTheDataBlock() {
        String html = GraphiQLPage.html(new TreeMap<>(Map.of("X.graphql", "</script><script>x()</script>")), CALLER, true, OPEN,
                Map.of());
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
        assertTrue(GraphiQLRoute.BUNDLED_FILES.size() > 10);
        for (String name : GraphiQLRoute.BUNDLED_FILES) {
            assertTrue(GraphiQLRoute.contentType(name) != null && GraphiQLRoute.readContent(name, false).length() > 0);
        }
    }

    private static String page(AuthConfig.Mode mode, boolean keyless, DocumentsConfig.Mode documents) {
        return GraphiQLPage.html(EXAMPLES, mode, keyless, documents, Map.of());
    }
}
