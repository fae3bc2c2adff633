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
    private static final int LARGE = 4096;
    /** Key in the GraphQL context of an operation: an AtomicReference to the age of its oldest stale activity. */
    public static final String STALE_SECONDS = "staleSeconds";
    private static final Failure NO_ENTITY = Failure.badInput(
            "A representation needs __typename \"Activity\" and an id, a string or an integer.");

    private final Activities activities;

    public ActivityFetchers(Activities activities) {
        this.activities = activities;
    }

    public void register(GraphQLCodeRegistry.Builder registry) {
        registry.dataFetcher(FieldCoordinates.coordinates(ActivityApi.QUERY, ActivityApi.ACTIVITY_QUERY),
                (DataFetcher<Object>) this::activity);
        registry.dataFetcher(FieldCoordinates.coordinates(ActivityApi.QUERY, ActivityApi.ENTITIES),
                (DataFetcher<Object>) this::entities);
        for (ActivityField field : ActivityField.values()) {
            registry.dataFetcher(FieldCoordinates.coordinates(ActivityApi.ACTIVITY, field.graphQLName()), new Leaf(field));
        }
        registry.typeResolver("_Entity", environment -> environment.getSchema().getObjectType(ActivityApi.ACTIVITY));
    }

    private CompletionStage<DataFetcherResult<Object>> activity(DataFetchingEnvironment environment) {
        return find(environment, environment.getArgument(ActivityApi.ID), environment.getExecutionStepInfo().getPath());
    }

    /** Federation's entities: each representation is looked up like {@code activity(id:)}. */
    private CompletableFuture<DataFetcherResult<List<Object>>> entities(DataFetchingEnvironment environment) {
        List<?> representations = environment.getArgument("representations");
        ResultPath path = environment.getExecutionStepInfo().getPath();
        List<CompletableFuture<DataFetcherResult<Object>>> entities = new ArrayList<>(representations.size());
        for (int i = 0; i < representations.size(); i++) {
            // A representation is of the scalar _Any, so it can be any JSON value.
            String id = representations.get(i) instanceof Map<?, ?> map
                    && ActivityApi.ACTIVITY.equals(map.get("__typename")) ? Scalars.idOfValue(map.get(ActivityApi.ID))
                            : null;
            entities.add(id == null ? CompletableFuture.completedFuture(failed(NO_ENTITY, environment, path.segment(i)))
                    : find(environment, id, path.segment(i)).toCompletableFuture());
        }
        return CompletableFuture.allOf(entities.toArray(CompletableFuture[]::new)).thenApply(ignored -> {
            DataFetcherResult.Builder<List<Object>> result = DataFetcherResult.newResult();
            List<Object> data = new ArrayList<>(entities.size());
            for (CompletableFuture<DataFetcherResult<Object>> entity : entities) {
                data.add(entity.join().getData());
                result.errors(entity.join().getErrors());
            }
            return result.data(data).build();
        });
    }

    private CompletionStage<DataFetcherResult<Object>> find(DataFetchingEnvironment environment, String id, ResultPath path) {
        Caller caller = environment.getGraphQlContext().get(Caller.class);
        AtomicReference<@Nullable Long> staleSeconds = environment.getGraphQlContext().get(STALE_SECONDS);
        return activities.find(id, caller).thenApply(result -> {
            staleSeconds.updateAndGet(result::olderThan);
            return result instanceof ActivityResult.Found found
                    ? DataFetcherResult.newResult().data(found.activity()).build()
                    : failed(((ActivityResult.Failed) result).failure(), environment, path);
        });
    }

    private static DataFetcherResult<Object> failed(Failure failure, DataFetchingEnvironment environment, ResultPath path) {
        return DataFetcherResult.newResult().error(
                GraphQLErrors.of(failure, List.of(environment.getField().getSourceLocation()), path.toList())).build();
    }

    /** Reads one field of a fetched activity. */
    private record Leaf(ActivityField field) implements LightDataFetcher<Object> {

        @Override
        public @Nullable Object get(GraphQLFieldDefinition definition, Object source,
                Supplier<DataFetchingEnvironment> environment) {
            Activity activity = (Activity) source;
            Object value = field.of(activity);
            boolean unreadable = activity.unreadable().contains(field);
            if (!unreadable && (value == null || field.bytesOf(activity) < LARGE)) {
                return value;
            }
            DataFetchingEnvironment fullEnvironment = environment.get();
            Caller caller = fullEnvironment.getGraphQlContext().get(Caller.class);
            Failure failure = unreadable || value == null ? Failure.UNREADABLE_FIELD
                    : caller.memory().takeOnceMore(value, field.bytesOf(activity));
            return failure == null ? value : failed(failure, fullEnvironment, fullEnvironment.getExecutionStepInfo().getPath());
        }

        @Override
        public @Nullable Object get(DataFetchingEnvironment environment) {
            return get(environment.getFieldDefinition(), environment.getSource(), () -> environment);
        }
    }
}
