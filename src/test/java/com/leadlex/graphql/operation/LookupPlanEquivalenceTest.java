package com.leadlex.graphql.operation;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.leadlex.graphql.activity.Activity;
import com.leadlex.graphql.activity.ActivityField;
import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.Caller;
import com.leadlex.graphql.activity.DateTime;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.Failure.Upstream;
import com.leadlex.graphql.json.JsonText;
import com.leadlex.graphql.memory.UnboundedMemory;
import com.leadlex.graphql.operation.DocumentCache.PreparedDocument;
import com.leadlex.graphql.operation.DocumentCache.PreparedDocument.PreparedOperation;
import com.leadlex.graphql.operation.GraphQLExecutor.GraphQLRequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A property: whatever the document, a look-up plan answers with the same bytes as graphql-java. */
class LookupPlanEquivalenceTest {

    private static final int DOCUMENTS = 3000;
    private static final Caller CALLER = new Caller(new Credential.Usable(ApiKey.of("wbk_test")), "r", null, false,
            UnboundedMemory.create());

    private final InMemory facade = new InMemory(lookup -> CompletableFuture.completedFuture(result(lookup.id())), Map.of());

    @Test
    void aPlanAnswersWithTheSameBytesAsGraphqlJava() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int planned = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            String text = new RandomDocument(random).text();
            PreparedDocument document = facade.documents.prepare(text);
            if (document.isRefused()) {
                continue; // two fields of one name with other arguments cannot be merged
            }
            PreparedOperation operation = document.operations().get(0);
            Map<String, Object> variables = random.nextBoolean() ? Map.of("a", "found", "b", 7, "c", "refused-404")
                    : Map.of("a", "found", "b", 7, "c", "refused-404", "d", "unreadable");
            GraphQLRequest request = new GraphQLRequest(text, null, variables, true);
            GraphQLResponse byPlan = operation.plan() == null ? null
                    : operation.plan().runLookups(facade.activities, request.variables(), CALLER, "Op").toCompletableFuture()
                            .get();
            if (byPlan != null) {
                planned++;
                GraphQLResponse byEngine = facade.engine.runOperation(document.parsedEntry(), operation, request, CALLER)
                        .toCompletableFuture()
                        .get();
                assertEquals(json(byEngine), json(byPlan), () -> "seed " + seed + ", document " + text);
            }
        }
        assertTrue(planned > DOCUMENTS / 2, "only " + planned + " documents were planned");
    }

    private static ActivityResult result(String id) {
        return switch (id) {
            case "refused-404" -> new ActivityResult.Failed(Failure.refused(new Upstream(404, "activity_not_found"), null));
            case "refused-429" -> new ActivityResult.Failed(Failure.keyHeld(3));
            case "timeout" -> new ActivityResult.Failed(Failure.TIMEOUT);
            case "unreadable" -> new ActivityResult.Found(new Activity.Builder().set(ActivityField.ID, id)
                    .set(ActivityField.TYPE, "note").set(ActivityField.DESCRIPTION, "d").setUnreadable(ActivityField.TITLE)
                    .setUnreadable(ActivityField.CONTACT_ID).setUnreadable(ActivityField.CREATED_DATE).build());
            default -> new ActivityResult.Found(full().set(ActivityField.ID, id).set(ActivityField.DEAL_ID, null).build());
        };
    }

    private static Activity.Builder full() {
        Activity.Builder activity = new Activity.Builder();
        for (ActivityField field : ActivityField.values()) {
            activity.set(field, switch (field.kind()) {
                case ID, TEXT -> field + " \"é\" \uD83D\uDE00\n";
                case JSON -> new JsonText("{ \"b\":1.10,\"a\":[1e400,null] }");
                case DATE_TIME -> new DateTime("2026-04-17T14:23:05+05:30");
            });
        }
        return activity;
    }

    private static String json(GraphQLResponse response) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartArray();
            response.data().write(json);
            for (var error : response.errors()) {
                json.writeString(error.getMessage() + error.getLocations() + error.getPath() + error.getExtensions());
            }
            json.writeEndArray();
        }
        return out.toString();
    }

    /** A document of look-ups, with aliases, merged fields, and fragments of all forms. */
    private static final class RandomDocument {

        private static final List<String> IDS = List.of("\"found\"", "7", "$a", "$b", "$c", "$d", "\"unreadable\"",
                "\"timeout\"",
                "\"refused-429\"",
                "\"not an id\"");

        /** Left out of the variables, or there and not null. */
        private static final String DEFAULTED = ": ID! = \"refused-404\" ";

        private final Random random;
        private final List<String> fragments = new ArrayList<>();

        RandomDocument(Random random) {
            this.random = random;
        }

        String text() {
            StringBuilder body = new StringBuilder();
            int roots = 1 + random.nextInt(4);
            for (int i = 0; i < roots; i++) {
                body.append(wrap("Query", root(i), 1));
            }
            String query = body.toString();
            String variables = "";
            for (String name : List.of("a", "b", "c", "d")) {
                variables += query.contains("$" + name) ? "$" + name + (name.equals("d") ? DEFAULTED : ": ID! ") : "";
            }
            return "query Op" + (variables.isEmpty() ? "" : "(" + variables + ")") + " {" + query + "}\n"
                    + String.join("\n", fragments);
        }

        private String root(int i) {
            String alias = i == 0 && random.nextBoolean() ? "" : "k" + random.nextInt(4) + ": ";
            return alias + "activity(id: " + IDS.get(random.nextInt(IDS.size())) + ") {" + leaves(2) + "} ";
        }

        private String leaves(int depth) {
            StringBuilder leaves = new StringBuilder();
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                leaves.append(depth > 0 && random.nextInt(4) == 0 ? wrap("Activity", leaves(depth - 1), 2) : leaf());
            }
            return leaves.toString();
        }

        private String leaf() {
            int pick = random.nextInt(ActivityField.values().length + 1);
            String name = pick == ActivityField.values().length ? "__typename" : ActivityField.values()[pick].graphQLName();
            return (random.nextInt(4) == 0 ? "as_" + name + ": " : "") + name + " ";
        }

        private String wrap(String type, String selections, int rarity) {
            return switch (random.nextInt(4 * rarity)) {
                case 0 -> "... on " + type + " {" + selections + "} ";
                case 1 -> "... {" + selections + "} ";
                case 2 -> {
                    String name = "F" + fragments.size();
                    if (selections.contains("$")) {
                        yield selections;
                    }
                    fragments.add("fragment " + name + " on " + type + " {" + selections + "}");
                    yield "..." + name + " ";
                }
                default -> selections;
            };
        }
    }
}
