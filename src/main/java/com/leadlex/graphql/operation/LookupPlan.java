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
 * Runs an operation that consists of {@code activity} look-ups only, as nearly every operation does. A plan is made once per
 * document; a request then costs the look-ups and a walk over an array. A test compares the answers with graphql-java's.
 */
final class LookupPlan {

    /**
     * One {@code activity} field.
     *
     * @param idVariable the name of the variable with the id; null for a literal id
     * @param fixedId the literal id, or the default value of the variable; null for a variable without a default
     * @param repeatedFields fields selected again under another alias, once for each repetition: each repetition takes memory
     */
    record RootField(SerializedString responseKey, @Nullable String idVariable, @Nullable String fixedId,
            LeafField[] leafFields,
            ActivityField[] repeatedFields, List<SourceLocation> locations) {

        /** @return the result, or a failure when the repeated fields make the answer too large */
        ActivityResult takeRepeatedBytes(ActivityResult result, OperationMemory memory) {
            if (repeatedFields.length == 0 || !(result instanceof ActivityResult.Found foundResult)) {
                return result;
            }
            long repeatedBytes = 0;
            for (ActivityField field : repeatedFields) {
                repeatedBytes += field.bytesOf(foundResult.activity());
            }
            Failure memoryFailure = memory.take(repeatedBytes);
            return memoryFailure == null ? result : new ActivityResult.Failed(memoryFailure);
        }
    }

    /**
     * A selected field of an activity.
     *
     * @param field null for {@code __typename}
     */
    record LeafField(SerializedString responseKey, @Nullable ActivityField field, List<SourceLocation> locations) {
    }

    private final RootField[] rootFields;

    LookupPlan(RootField[] rootFields) {
        this.rootFields = rootFields;
    }

    /** @return null when the value of a variable is not an ID: graphql-java then reports the error */
    @Nullable
    CompletionStage<GraphQLResponse> runLookups(Activities activities, Map<String, Object> variables, Caller caller,
            @Nullable String operationName) {
        String[] lookupIds = lookupIds(variables);
        if (lookupIds == null) {
            return null;
        }
        if (lookupIds.length == 1) {
            return activities.find(lookupIds[0], caller)
                    .thenApply(result -> toResponse(new ActivityResult[] { result }, caller, operationName));
        }
        List<CompletableFuture<ActivityResult>> lookupResults = new ArrayList<>(lookupIds.length);
        for (String lookupId : lookupIds) {
            lookupResults.add(activities.find(lookupId, caller).toCompletableFuture());
        }
        return CompletableFuture.allOf(lookupResults.toArray(CompletableFuture[]::new)).thenApply(ignored -> toResponse(
                lookupResults.stream().map(CompletableFuture::join).toArray(ActivityResult[]::new), caller, operationName));
    }

    private String @Nullable [] lookupIds(Map<String, Object> variables) {
        String[] lookupIds = new String[rootFields.length];
        for (int rootIndex = 0; rootIndex < lookupIds.length; rootIndex++) {
            RootField rootField = rootFields[rootIndex];
            boolean isVariableGiven = rootField.idVariable != null && variables.containsKey(rootField.idVariable);
            String lookupId = isVariableGiven ? Scalars.idOfValue(variables.get(rootField.idVariable)) : rootField.fixedId;
            if (lookupId == null) {
                return null;
            }
            lookupIds[rootIndex] = lookupId;
        }
        return lookupIds;
    }

    private GraphQLResponse toResponse(ActivityResult[] lookupResults, Caller caller, @Nullable String operationName) {
        List<GraphQLError> errors = List.of();
        Long staleSeconds = null;
        for (int rootIndex = 0; rootIndex < lookupResults.length; rootIndex++) {
            RootField rootField = rootFields[rootIndex];
            ActivityResult lookupResult = rootField.takeRepeatedBytes(lookupResults[rootIndex], caller.memory());
            lookupResults[rootIndex] = lookupResult;
            staleSeconds = lookupResult.greaterStaleSeconds(staleSeconds);
            if (lookupResult instanceof ActivityResult.Failed failedResult) {
                List<Object> errorPath = List.of(rootField.responseKey.getValue());
                errors = withError(errors, GraphQLErrors.of(failedResult.failure(), rootField.locations, errorPath));
            } else if (lookupResult instanceof ActivityResult.Found foundResult) {
                errors = withUnreadableFieldErrors(errors, rootField, foundResult.activity());
            }
        }
        return new GraphQLResponse(operationName, errors, json -> writeData(lookupResults, json), staleSeconds);
    }

    private static List<GraphQLError> withUnreadableFieldErrors(List<GraphQLError> errors, RootField rootField,
            Activity activity) {
        List<GraphQLError> extendedErrors = errors;
        if (!activity.unreadableFields().isEmpty()) {
            for (LeafField leafField : rootField.leafFields) {
                if (leafField.field != null && activity.unreadableFields().contains(leafField.field)) {
                    extendedErrors = withError(extendedErrors,
                            GraphQLErrors.of(Failure.UNREADABLE_FIELD, leafField.locations,
                                    List.of(rootField.responseKey.getValue(), leafField.responseKey.getValue())));
                }
            }
        }
        return extendedErrors;
    }

    private static List<GraphQLError> withError(List<GraphQLError> errors, GraphQLError error) {
        List<GraphQLError> extendedErrors = errors.isEmpty() ? new ArrayList<>() : errors;
        extendedErrors.add(error);
        return extendedErrors;
    }

    private void writeData(ActivityResult[] lookupResults, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (int rootIndex = 0; rootIndex < lookupResults.length; rootIndex++) {
            json.writeFieldName(rootFields[rootIndex].responseKey);
            if (lookupResults[rootIndex] instanceof ActivityResult.Found foundResult) {
                writeActivity(foundResult.activity(), rootFields[rootIndex].leafFields, json);
            } else {
                json.writeNull();
            }
        }
        json.writeEndObject();
    }

    private static void writeActivity(Activity activity, LeafField[] leafFields, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (LeafField leafField : leafFields) {
            json.writeFieldName(leafField.responseKey);
            JsonValues.write(leafField.field == null ? ActivityApi.ACTIVITY_TYPE : leafField.field.valueIn(activity), json);
        }
        json.writeEndObject();
    }
}
