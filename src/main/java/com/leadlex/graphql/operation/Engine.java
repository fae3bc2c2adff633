package com.leadlex.graphql.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.Caller;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;

import graphql.ErrorType;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.introspection.GoodFaithIntrospection.BadFaithIntrospectionError;

/** Runs by graphql-java what has no {@link LookupPlan}: introspection, federation, directives, faulty variables. */
@Singleton
class Engine {

    private static final Logger LOG = Logger.getLogger(Engine.class);

    private final GraphQL graphQL;

    Engine(ServedSchema schema) {
        graphQL = GraphQL.newGraphQL(schema.schema())
                .preparsedDocumentProvider((input, parse) -> CompletableFuture.completedFuture(
                        input.getGraphQLContext().get(PreparsedDocumentEntry.class)))
                .defaultDataFetcherExceptionHandler(Engine::bug)
                .doNotAutomaticallyDispatchDataLoader()
                .build();
    }

    CompletionStage<GraphQLResponse> run(PreparedDocument.Valid document, GraphQLRequest request, Caller caller,
            @Nullable String operationName) {
        ExecutionInput input = ExecutionInput.newExecutionInput(request.query())
                .operationName(request.operationName())
                .variables(request.variables())
                .graphQLContext(Map.of(PreparsedDocumentEntry.class, document.entry(), Caller.class, caller))
                .locale(Locale.ROOT)
                .build();
        return graphQL.executeAsync(input).thenApply(result -> response(result, operationName));
    }

    private static GraphQLResponse response(ExecutionResult result, @Nullable String operationName) {
        List<GraphQLError> errors = new ArrayList<>(result.getErrors().size());
        for (GraphQLError error : result.getErrors()) {
            errors.add(ours(error));
        }
        if (!result.isDataPresent() || result.getData() == null && errors.stream().allMatch(error -> error.getPath() == null)) {
            return GraphQLResponse.requestError(errors);
        }
        Object data = result.getData();
        return new GraphQLResponse(GraphQLResponse.Status.EXECUTED, operationName, errors,
                json -> JsonValues.write(data, json));
    }

    private static GraphQLError ours(GraphQLError error) {
        if (error.getErrorType() instanceof ErrorCode) {
            return error;
        }
        if (error instanceof BadFaithIntrospectionError) {
            return GraphQLErrors.of(Failure.request(ErrorCode.OPERATION_TOO_COMPLEX,
                    "The introspection asks for the same things again and again."), error.getLocations());
        }
        if (error.getErrorType() == ErrorType.ValidationError) {
            return GraphQLErrors.of(Failure.badInput(DocumentErrors.plain(error.getMessage())), error.getLocations(),
                    error.getPath());
        }
        LOG.errorf("graphql-java reported an error of type %s", error.getErrorType());
        return GraphQLErrors.of(Failure.BUG, error.getLocations(), error.getPath());
    }

    private static CompletableFuture<DataFetcherExceptionHandlerResult> bug(DataFetcherExceptionHandlerParameters parameters) {
        LOG.error("A field could not be fetched", parameters.getException());
        return CompletableFuture.completedFuture(DataFetcherExceptionHandlerResult.newResult(GraphQLErrors.of(Failure.BUG,
                List.of(parameters.getSourceLocation()), parameters.getPath().toList())).build());
    }
}
