package com.leadlex.graphql.operation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.Caller;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;
import com.leadlex.graphql.error.MinutelyWarning;
import com.leadlex.graphql.error.WithoutMessages;
import com.leadlex.graphql.operation.DocumentCache.PreparedDocument.PreparedOperation;
import com.leadlex.graphql.operation.GraphQLExecutor.GraphQLRequest;
import com.leadlex.graphql.operation.schema.ActivityFetchers;
import com.leadlex.graphql.operation.validation.SchemaTypes;
import com.leadlex.graphql.operation.validation.VariableRules;

import graphql.ErrorType;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.execution.NonNullableValueCoercedAsNullException;
import graphql.execution.ResultNodesInfo;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.introspection.GoodFaithIntrospection;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;

/** Runs operations without a {@link LookupPlan} by graphql-java: introspection, federation, directives. */
@Singleton
class Engine {

    private static final Logger LOG = Logger.getLogger(Engine.class);
    private static final MinutelyWarning STACK_TRACE_LIMIT = new MinutelyWarning();
    private static final Failure WRONG_VALUE_FAILURE = Failure.badInput("A value does not match its type in the schema.");

    private final GraphQL graphQL;
    private final SchemaTypes schemaTypes;
    private final DocumentLimits documentLimits;

    Engine(ServedSchema servedSchema, DocumentLimits documentLimits) {
        graphQL = GraphQL.newGraphQL(servedSchema.schema())
                .preparsedDocumentProvider((executionInput, parser) -> CompletableFuture.completedFuture(
                        executionInput.getGraphQLContext().get(PreparsedDocumentEntry.class)))
                .defaultDataFetcherExceptionHandler(Engine::handleFetcherException).doNotAutomaticallyDispatchDataLoader()
                .build();
        schemaTypes = new SchemaTypes(servedSchema.schema());
        this.documentLimits = documentLimits;
    }

    CompletionStage<GraphQLResponse> runOperation(PreparsedDocumentEntry documentEntry, PreparedOperation operation,
            GraphQLRequest request, Caller caller) {
        List<GraphQLError> variableErrors = VariableRules.valueErrors(schemaTypes, operation.definition(),
                operation.nonNullReferences(), request.variables());
        if (!variableErrors.isEmpty()) {
            return CompletableFuture.completedFuture(GraphQLResponse.requestError(variableErrors));
        }
        AtomicReference<@Nullable Long> staleSeconds = new AtomicReference<>();
        ExecutionInput executionInput = ExecutionInput.newExecutionInput(request.query())
                .operationName(request.operationName()).variables(request.variables())
                .graphQLContext(Map.of(PreparsedDocumentEntry.class, documentEntry, Caller.class, caller,
                        ActivityFetchers.STALE_SECONDS_KEY, staleSeconds, ResultNodesInfo.MAX_RESULT_NODES,
                        documentLimits.maxResultNodes(operation),
                        // graphql-java's own check would refuse two small __type fields; DocumentLimits bounds introspection.
                        GoodFaithIntrospection.GOOD_FAITH_INTROSPECTION_DISABLED, true))
                .locale(Locale.ROOT).build();
        return CompletableFuture.completedFuture(executionInput).thenCompose(graphQL::executeAsync)
                .handle((executionResult, exception) -> {
                    ResultNodesInfo resultNodes = executionInput.getGraphQLContext().get(ResultNodesInfo.RESULT_NODES_INFO);
                    if (resultNodes != null && resultNodes.isMaxResultNodesExceeded()) {
                        return GraphQLResponse
                                .requestError(List.of(GraphQLErrors.of(documentLimits.tooManyResultNodes(), List.of())));
                    }
                    return exception == null ? toResponse(executionResult, operation.definition().getName(), staleSeconds.get())
                            : GraphQLResponse.requestError(List.of(GraphQLErrors.of(toFailure(exception), List.of())));
                });
    }

    private static GraphQLResponse toResponse(ExecutionResult executionResult, @Nullable String operationName,
            @Nullable Long staleSeconds) {
        List<GraphQLError> errors = executionResult.getErrors().stream().map(Engine::toServiceError).toList();
        if (!executionResult.isDataPresent()
                || executionResult.getData() == null && errors.stream().allMatch(error -> error.getPath() == null)) {
            return GraphQLResponse.requestError(errors);
        }
        Object data = executionResult.getData();
        return new GraphQLResponse(operationName, errors, json -> JsonValues.write(data, json), staleSeconds);
    }

    private static CompletableFuture<DataFetcherExceptionHandlerResult> handleFetcherException(
            DataFetcherExceptionHandlerParameters parameters) {
        GraphQLError error = GraphQLErrors.of(toFailure(parameters.getException()), List.of(parameters.getSourceLocation()),
                parameters.getPath().toList());
        return CompletableFuture.completedFuture(DataFetcherExceptionHandlerResult.newResult(error).build());
    }

    /** Replaces an error that graphql-java made itself by an error with a code and a message of this service. */
    private static GraphQLError toServiceError(GraphQLError error) {
        if (error.getErrorType() instanceof ErrorCode) {
            return error;
        }
        boolean isBug = error.getErrorType() != ErrorType.ValidationError;
        if (isBug) {
            LOG.errorf("graphql-java reported an error of type %s", error.getErrorType());
        }
        return GraphQLErrors.of(isBug ? Failure.BUG : WRONG_VALUE_FAILURE, error.getLocations(), error.getPath());
    }

    /** The failure for an exception: bad input when graphql-java could not coerce a value, otherwise a bug, which is logged. */
    private static Failure toFailure(Throwable exception) {
        Throwable cause = exception instanceof CompletionException && exception.getCause() != null ? exception.getCause()
                : exception;
        if (cause instanceof NonNullableValueCoercedAsNullException || cause instanceof CoercingParseValueException
                || cause instanceof CoercingParseLiteralException) {
            return WRONG_VALUE_FAILURE;
        }
        LOG.error("An operation could not be run", STACK_TRACE_LIMIT.isDue() ? WithoutMessages.of(cause) : null);
        return Failure.BUG;
    }
}
