package com.leadlex.graphql.operation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonGenerator;
import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.Caller;
import com.leadlex.graphql.operation.PreparedDocument.PreparedOperation;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.introspection.GoodFaithIntrospection;
import graphql.language.VariableReference;
import graphql.schema.GraphQLSchema;

/** Runs by graphql-java what has no {@link LookupPlan}: introspection, federation, directives, faulty variables. */
@Singleton
class Engine {

    private final GraphQL graphQL;
    private final GraphQLSchema schema;

    Engine(ServedSchema served) {
        schema = served.schema();
        graphQL = GraphQL.newGraphQL(schema)
                .preparsedDocumentProvider((input, parse) -> CompletableFuture.completedFuture(
                        input.getGraphQLContext().get(PreparsedDocumentEntry.class)))
                .queryExecutionStrategy(new ConditionsStrategy(Engine::failed))
                .doNotAutomaticallyDispatchDataLoader()
                .build();
    }

    CompletionStage<GraphQLResponse> run(PreparedDocument.Valid document, GraphQLRequest request, Caller caller,
            @Nullable String operationName) {
        ActivityResult.Staleness stale = new ActivityResult.Staleness();
        ExecutionInput input = ExecutionInput.newExecutionInput(request.query())
                .operationName(request.operationName())
                .variables(request.variables())
                .graphQLContext(Map.of(PreparsedDocumentEntry.class, document.entry(), Caller.class, caller,
                        ActivityResult.Staleness.class, stale,
                        // It refuses two small look-ups of types; our own limits are there already.
                        GoodFaithIntrospection.GOOD_FAITH_INTROSPECTION_DISABLED, true))
                .locale(Locale.ROOT)
                .build();
        return execute(input).handle((result, thrown) -> thrown == null
                ? response(result, operationName, stale)
                : failed(thrown, document, request, operationName));
    }

    /** A directive of the operation's own selections is all that a variable can fail before the first field does. */
    private GraphQLResponse failed(Throwable thrown, PreparedDocument.Valid document, GraphQLRequest request,
            @Nullable String operationName) {
        PreparedOperation operation = document.operation(request.operationName());
        VariableReference unset = operation == null ? null
                : NullConditions.first(document.entry().getDocument(), operation.definition(), schema, request.variables());
        return unset == null ? GraphQLResponse.requestError(List.of(EngineErrors.ofRequest(thrown)))
                : new GraphQLResponse(GraphQLResponse.Status.EXECUTED, operationName, List.of(EngineErrors.ofNull(unset, null)),
                        JsonGenerator::writeNull, null);
    }

    private CompletableFuture<ExecutionResult> execute(ExecutionInput input) {
        try {
            return graphQL.executeAsync(input);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static GraphQLResponse response(ExecutionResult result, @Nullable String operationName,
            ActivityResult.Staleness stale) {
        List<GraphQLError> errors = EngineErrors.of(result.getErrors());
        if (!result.isDataPresent() || result.getData() == null && errors.stream().allMatch(error -> error.getPath() == null)) {
            return GraphQLResponse.requestError(errors);
        }
        Object data = result.getData();
        return new GraphQLResponse(GraphQLResponse.Status.EXECUTED, operationName, errors,
                json -> JsonValues.write(data, json), stale.oldestSeconds());
    }

    private static CompletableFuture<DataFetcherExceptionHandlerResult> failed(
            DataFetcherExceptionHandlerParameters parameters) {
        GraphQLError error = EngineErrors.ofField(parameters.getException(), parameters.getSourceLocation(),
                parameters.getPath().toList());
        return CompletableFuture.completedFuture(DataFetcherExceptionHandlerResult.newResult(error).build());
    }
}
