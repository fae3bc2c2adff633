package com.leadlex.graphql.activity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;

import graphql.GraphQLError;
import graphql.execution.DataFetcherResult;
import graphql.execution.ResultPath;
import graphql.language.SourceLocation;
import graphql.schema.Coercing;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import io.smallrye.mutiny.Context;

/**
 * How fields get their values when graphql-java executes. SmallRye's own fetchers build a JSON of the selection for
 * every field and hop to a worker thread, which this service needs for nothing.
 */
@Singleton
public class ActivityFetchers {

    /** The coercions that differ from SmallRye's and graphql-java's, by scalar. */
    public static final Map<String, Coercing<?, ?>> SCALARS = Map.of("ID", new StrictId(), "JSON", new OutputOnly(), "DateTime",
            new OutputOnly());

    private final ActivityApi api;

    public ActivityFetchers(ActivityApi api) {
        this.api = api;
    }

    public void register(GraphQLCodeRegistry.Builder registry) {
        registry.dataFetcher(FieldCoordinates.coordinates("Query", "activity"), (DataFetcher<Object>) this::activity);
        registry.dataFetcher(FieldCoordinates.coordinates("Query", "_entities"), (DataFetcher<Object>) this::entities);
        for (ActivityField field : ActivityField.values()) {
            registry.dataFetcher(FieldCoordinates.coordinates("Activity", field.graphQLName()), new Leaf(field));
        }
        registry.typeResolver("_Entity", environment -> environment.getSchema().getObjectType("Activity"));
    }

    private CompletionStage<DataFetcherResult<Object>> activity(DataFetchingEnvironment environment) {
        return look(environment, environment.getArgument("id"), environment.getExecutionStepInfo().getPath());
    }

    /** Federation: the subgraph's entities, each with the rules of {@code activity}. */
    private CompletableFuture<DataFetcherResult<List<Object>>> entities(DataFetchingEnvironment environment) {
        List<?> representations = environment.getArgument("representations");
        ResultPath path = environment.getExecutionStepInfo().getPath();
        List<CompletableFuture<DataFetcherResult<Object>>> entities = new ArrayList<>(representations.size());
        for (int i = 0; i < representations.size(); i++) {
            entities.add(entity(environment, representations.get(i), path.segment(i)).toCompletableFuture());
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

    private CompletionStage<DataFetcherResult<Object>> entity(DataFetchingEnvironment environment, Object representation,
            ResultPath path) {
        // The scalar _Any lets anything through.
        String id = representation instanceof Map<?, ?> map && "Activity".equals(map.get("__typename"))
                ? StrictId.orNull(map.get("id"))
                : null;
        if (id == null) {
            return CompletableFuture.completedFuture(failed(
                    Failure.badInput("A representation needs __typename \"Activity\" and an id, a string or an integer."),
                    environment, path));
        }
        return look(environment, id, path);
    }

    private CompletionStage<DataFetcherResult<Object>> look(DataFetchingEnvironment environment, String id, ResultPath path) {
        Caller caller = environment.getGraphQlContext().get(Caller.class);
        return api.activity(id).subscribe().asCompletionStage(Context.of(ActivityApi.CALLER, caller))
                .handle((activity, failure) -> failure == null
                        ? DataFetcherResult.newResult().data(activity).build()
                        : failed(failure instanceof FailedLookup lookup ? lookup.failure() : Failure.BUG, environment, path));
    }

    private static DataFetcherResult<Object> failed(Failure failure, DataFetchingEnvironment environment, ResultPath path) {
        SourceLocation location = environment.getField().getSourceLocation();
        GraphQLError error = GraphQLErrors.of(failure, List.of(location), path.toList());
        return DataFetcherResult.newResult().error(error).build();
    }

    /** A field of an activity already there. */
    private record Leaf(ActivityField field) implements LightDataFetcher<Object> {

        @Override
        public Object get(GraphQLFieldDefinition definition, Object source, Supplier<DataFetchingEnvironment> environment) {
            Activity activity = (Activity) source;
            if (activity.unreadable().contains(field)) {
                DataFetchingEnvironment there = environment.get();
                return failed(Activities.unreadableField(), there, there.getExecutionStepInfo().getPath());
            }
            return field.of(activity);
        }

        @Override
        public Object get(DataFetchingEnvironment environment) {
            return get(environment.getFieldDefinition(), environment.getSource(), () -> environment);
        }
    }
}
