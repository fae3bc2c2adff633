package com.leadlex.graphql.operation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.leadlex.graphql.activity.Activities;
import com.leadlex.graphql.activity.Activity;
import com.leadlex.graphql.activity.ActivityField;
import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.Caller;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;
import com.leadlex.graphql.memory.OperationMemory;
import com.leadlex.graphql.operation.schema.ActivityApi;
import com.leadlex.graphql.operation.schema.Scalars;

import graphql.GraphQLError;
import graphql.language.SourceLocation;

/**
 * Runs an operation that consists of {@code activity} look-ups only, as nearly every operation does. It is made once per
 * document; a request then costs the look-ups and a walk over an array. A property test compares its answers with those of
 * graphql-java.
 */
final class LookupPlan {

    /**
     * One {@code activity} field.
     *
     * @param variable the name of the variable with the id; null for a literal id
     * @param id the literal id, or the default value of the variable; null for a variable without a default
     * @param repeated fields selected again under another alias, once for each repetition: they take memory in the answer again
     */
    record Root(SerializedString key, @Nullable String variable, @Nullable String id, Leaf[] leaves,
            ActivityField[] repeated, List<SourceLocation> locations) {

        /** @return the result, or a failure when the repeated fields make the answer too large */
        ActivityResult countRepeatedFields(ActivityResult result, OperationMemory memory) {
            if (repeated.length == 0 || !(result instanceof ActivityResult.Found found)) {
                return result;
            }
            long more = 0;
            for (ActivityField field : repeated) {
                more += field.bytesOf(found.activity());
            }
            Failure full = memory.take(more);
            return full == null ? result : new ActivityResult.Failed(full);
        }
    }

    /**
     * A selected field of an activity.
     *
     * @param field null for {@code __typename}
     */
    record Leaf(SerializedString key, @Nullable ActivityField field, List<SourceLocation> locations) {
    }

    private final Root[] roots;

    LookupPlan(Root[] roots) {
        this.roots = roots;
    }

    /** @return null when the value of a variable is not an ID: graphql-java then reports the error */
    @Nullable
    CompletionStage<GraphQLResponse> run(Activities activities, Map<String, Object> variables, Caller caller,
            @Nullable String operationName) {
        String[] ids = ids(variables);
        if (ids == null) {
            return null;
        }
        if (ids.length == 1) {
            return activities.find(ids[0], caller)
                    .thenApply(result -> response(new ActivityResult[] { result }, caller, operationName));
        }
        List<CompletableFuture<ActivityResult>> results = new ArrayList<>(ids.length);
        for (String id : ids) {
            results.add(activities.find(id, caller).toCompletableFuture());
        }
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(done -> response(
                        results.stream().map(CompletableFuture::join).toArray(ActivityResult[]::new), caller, operationName));
    }

    private String @Nullable [] ids(Map<String, Object> variables) {
        String[] ids = new String[roots.length];
        for (int i = 0; i < ids.length; i++) {
            Root root = roots[i];
            boolean given = root.variable != null && variables.containsKey(root.variable);
            String id = given ? Scalars.idOfValue(variables.get(root.variable)) : root.id;
            if (id == null) {
                return null;
            }
            ids[i] = id;
        }
        return ids;
    }

    private GraphQLResponse response(ActivityResult[] results, Caller caller, @Nullable String operationName) {
        List<GraphQLError> errors = List.of();
        Long stale = null;
        for (int i = 0; i < results.length; i++) {
            results[i] = roots[i].countRepeatedFields(results[i], caller.memory());
            stale = results[i].olderThan(stale);
            if (results[i] instanceof ActivityResult.Failed failed) {
                errors = with(errors, GraphQLErrors.of(failed.failure(), roots[i].locations, List.of(roots[i].key.getValue())));
            } else if (results[i] instanceof ActivityResult.Found found) {
                errors = withUnreadable(errors, roots[i], found.activity());
            }
        }
        return new GraphQLResponse(operationName, errors, json -> write(results, json), stale);
    }

    private static List<GraphQLError> withUnreadable(List<GraphQLError> errors, Root root, Activity activity) {
        List<GraphQLError> more = errors;
        if (!activity.unreadable().isEmpty()) {
            for (Leaf leaf : root.leaves) {
                if (leaf.field != null && activity.unreadable().contains(leaf.field)) {
                    more = with(more,
                            GraphQLErrors.of(Failure.UNREADABLE_FIELD, leaf.locations,
                                    List.of(root.key.getValue(), leaf.key.getValue())));
                }
            }
        }
        return more;
    }

    private static List<GraphQLError> with(List<GraphQLError> errors, GraphQLError error) {
        List<GraphQLError> more = errors.isEmpty() ? new ArrayList<>() : errors;
        more.add(error);
        return more;
    }

    private void write(ActivityResult[] results, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < results.length; i++) {
            json.writeFieldName(roots[i].key);
            if (results[i] instanceof ActivityResult.Found found) {
                write(found.activity(), roots[i].leaves, json);
            } else {
                json.writeNull();
            }
        }
        json.writeEndObject();
    }

    private static void write(Activity activity, Leaf[] leaves, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Leaf leaf : leaves) {
            json.writeFieldName(leaf.key);
            JsonValues.write(leaf.field == null ? ActivityApi.ACTIVITY : leaf.field.of(activity), json);
        }
        json.writeEndObject();
    }
}
