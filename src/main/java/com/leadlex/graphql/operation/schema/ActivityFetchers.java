package com.leadlex.graphql.operation.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.Activities;
import com.leadlex.graphql.activity.Activity;
import com.leadlex.graphql.activity.ActivityField;
import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.Caller;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;

import graphql.execution.DataFetcherResult;
import graphql.execution.ResultPath;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;

/**
 * Fetches field values when graphql-java executes an operation. SmallRye's own fetchers build a JSON object of the selection
 * for every field and switch to a worker thread; this service needs neither.
 */
@Singleton
public class ActivityFetchers {

    /** Values of at least this many bytes count against the operation's memory each time that they are selected. */
    private static final int MIN_LARGE_VALUE_BYTES = 4096;
    /** Key in the GraphQL context of an operation: an AtomicReference to the age of its oldest stale activity. */
    public static final String STALE_SECONDS_KEY = "staleSeconds";
    private static final Failure BAD_REPRESENTATION = Failure.badInput(
            "A representation needs __typename \"Activity\" and an id, a string or an integer.");

    private final Activities activities;

    public ActivityFetchers(Activities activities) {
        this.activities = activities;
    }

    public void registerFetchers(GraphQLCodeRegistry.Builder registry) {
        registry.dataFetcher(FieldCoordinates.coordinates(ActivityApi.QUERY_TYPE, ActivityApi.ACTIVITY_FIELD),
                (DataFetcher<Object>) this::fetchActivity);
        registry.dataFetcher(FieldCoordinates.coordinates(ActivityApi.QUERY_TYPE, ActivityApi.ENTITIES_FIELD),
                (DataFetcher<Object>) this::fetchEntities);
        for (ActivityField field : ActivityField.values()) {
            registry.dataFetcher(FieldCoordinates.coordinates(ActivityApi.ACTIVITY_TYPE, field.graphQLName()),
                    new ActivityFieldFetcher(field));
        }
        registry.typeResolver("_Entity", environment -> environment.getSchema().getObjectType(ActivityApi.ACTIVITY_TYPE));
    }

    private CompletionStage<DataFetcherResult<Object>> fetchActivity(DataFetchingEnvironment environment) {
        return findActivity(environment, environment.getArgument(ActivityApi.ID_NAME),
                environment.getExecutionStepInfo().getPath());
    }

    /** Federation's entities: each representation is looked up like {@code activity(id:)}. */
    private CompletableFuture<DataFetcherResult<List<Object>>> fetchEntities(DataFetchingEnvironment environment) {
        List<?> representations = environment.getArgument("representations");
        ResultPath resultPath = environment.getExecutionStepInfo().getPath();
        List<CompletableFuture<DataFetcherResult<Object>>> entityResults = new ArrayList<>(representations.size());
        for (int entityIndex = 0; entityIndex < representations.size(); entityIndex++) {
            // A representation is of the scalar _Any, so it can be any JSON value.
            String id = representations.get(entityIndex) instanceof Map<?, ?> representation
                    && ActivityApi.ACTIVITY_TYPE.equals(representation.get("__typename"))
                            ? Scalars.idOfValue(representation.get(ActivityApi.ID_NAME))
                            : null;
            entityResults.add(id == null ? CompletableFuture
                    .completedFuture(failedResult(BAD_REPRESENTATION, environment, resultPath.segment(entityIndex)))
                    : findActivity(environment, id, resultPath.segment(entityIndex)).toCompletableFuture());
        }
        return CompletableFuture.allOf(entityResults.toArray(CompletableFuture[]::new)).thenApply(ignored -> {
            DataFetcherResult.Builder<List<Object>> combinedResult = DataFetcherResult.newResult();
            List<Object> entityData = new ArrayList<>(entityResults.size());
            for (CompletableFuture<DataFetcherResult<Object>> entityResult : entityResults) {
                entityData.add(entityResult.join().getData());
                combinedResult.errors(entityResult.join().getErrors());
            }
            return combinedResult.data(entityData).build();
        });
    }

    private CompletionStage<DataFetcherResult<Object>> findActivity(DataFetchingEnvironment environment, String id,
            ResultPath resultPath) {
        Caller caller = environment.getGraphQlContext().get(Caller.class);
        AtomicReference<@Nullable Long> staleSeconds = environment.getGraphQlContext().get(STALE_SECONDS_KEY);
        return activities.find(id, caller).thenApply(result -> {
            staleSeconds.updateAndGet(result::greaterStaleSeconds);
            return result instanceof ActivityResult.Found foundResult
                    ? DataFetcherResult.newResult().data(foundResult.activity()).build()
                    : failedResult(((ActivityResult.Failed) result).failure(), environment, resultPath);
        });
    }

    private static DataFetcherResult<Object> failedResult(Failure failure, DataFetchingEnvironment environment,
            ResultPath resultPath) {
        return DataFetcherResult.newResult().error(
                GraphQLErrors.of(failure, List.of(environment.getField().getSourceLocation()), resultPath.toList())).build();
    }

    /** Reads one field of a fetched activity. */
    private record ActivityFieldFetcher(ActivityField field) implements LightDataFetcher<Object> {

        @Override
        public @Nullable Object get(GraphQLFieldDefinition fieldDefinition, Object source,
                Supplier<DataFetchingEnvironment> environment) {
            Activity activity = (Activity) source;
            Object fieldValue = field.valueIn(activity);
            boolean isUnreadable = activity.unreadableFields().contains(field);
            if (!isUnreadable && (fieldValue == null || field.bytesOf(activity) < MIN_LARGE_VALUE_BYTES)) {
                return fieldValue;
            }
            DataFetchingEnvironment fullEnvironment = environment.get();
            Caller caller = fullEnvironment.getGraphQlContext().get(Caller.class);
            Failure fieldFailure = isUnreadable || fieldValue == null ? Failure.UNREADABLE_FIELD
                    : caller.memory().takeOnceMore(fieldValue, field.bytesOf(activity));
            return fieldFailure == null ? fieldValue
                    : failedResult(fieldFailure, fullEnvironment, fullEnvironment.getExecutionStepInfo().getPath());
        }

        @Override
        public @Nullable Object get(DataFetchingEnvironment environment) {
            return get(environment.getFieldDefinition(), environment.getSource(), () -> environment);
        }
    }
}
