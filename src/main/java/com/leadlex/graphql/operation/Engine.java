package com.leadlex.graphql.operation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.Caller;
import com.leadlex.graphql.activity.StaleAnswers;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.introspection.GoodFaithIntrospection;

/** Runs by graphql-java what has no {@link LookupPlan}: introspection, federation, directives, faulty variables. */
@Singleton
class Engine {

    private final GraphQL graphQL;

    Engine(ServedSchema schema) {
        graphQL = GraphQL.newGraphQL(schema.schema())
                .preparsedDocumentProvider((input, parse) -> CompletableFuture.completedFuture(
                        input.getGraphQLContext().get(PreparsedDocumentEntry.class)))
                .defaultDataFetcherExceptionHandler(Engine::failed)
                .doNotAutomaticallyDispatchDataLoader()
                .build();
    }

    CompletionStage<GraphQLResponse> run(PreparedDocument.Valid document, GraphQLRequest request, Caller caller,
            @Nullable String operationName) {
        StaleAnswers stale = new StaleAnswers();
        ExecutionInput input = ExecutionInput.newExecutionInput(request.query())
                .operationName(request.operationName())
                .variables(request.variables())
                .graphQLContext(Map.of(PreparsedDocumentEntry.class, document.entry(), Caller.class, caller,
                        StaleAnswers.class, stale,
                        // It refuses two small look-ups of types; our own limits are there already.
                        GoodFaithIntrospection.GOOD_FAITH_INTROSPECTION_DISABLED, true))
                .locale(Locale.ROOT)
                .build();
        return execute(input).handle((result, thrown) -> thrown == null
                ? response(result, operationName, stale)
                : GraphQLResponse.requestError(
                        List.of(EngineErrors.ofRequest(thrown, document.entry().getDocument(), request.variables()))));
    }

    private CompletableFuture<ExecutionResult> execute(ExecutionInput input) {
        try {
            return graphQL.executeAsync(input);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static GraphQLResponse response(ExecutionResult result, @Nullable String operationName,
            StaleAnswers stale) {
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
