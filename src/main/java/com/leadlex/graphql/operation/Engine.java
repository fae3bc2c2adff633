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
    private static final MinutelyWarning STACK_TRACES = new MinutelyWarning();
    private static final Failure WRONG_VALUE = Failure.badInput("A value does not match its type in the schema.");

    private final GraphQL graphQL;
    private final SchemaTypes types;
    private final DocumentLimits limits;

    Engine(ServedSchema served, DocumentLimits limits) {
        graphQL = GraphQL.newGraphQL(served.schema())
                .preparsedDocumentProvider((input, parse) -> CompletableFuture.completedFuture(
                        input.getGraphQLContext().get(PreparsedDocumentEntry.class)))
                .defaultDataFetcherExceptionHandler(Engine::failed)
                .doNotAutomaticallyDispatchDataLoader()
                .build();
        types = new SchemaTypes(served.schema());
        this.limits = limits;
    }

    CompletionStage<GraphQLResponse> run(PreparsedDocumentEntry document, PreparedOperation operation,
            GraphQLRequest request, Caller caller) {
        List<GraphQLError> badInput = VariableRules.valueErrors(types, operation.definition(), operation.conditions(),
                request.variables());
        if (!badInput.isEmpty()) {
            return CompletableFuture.completedFuture(GraphQLResponse.requestError(badInput));
        }
        AtomicReference<@Nullable Long> staleSeconds = new AtomicReference<>();
        ExecutionInput input = ExecutionInput.newExecutionInput(request.query())
                .operationName(request.operationName())
                .variables(request.variables())
                .graphQLContext(Map.of(PreparsedDocumentEntry.class, document, Caller.class, caller,
                        ActivityFetchers.STALE_SECONDS, staleSeconds, ResultNodesInfo.MAX_RESULT_NODES,
                        limits.resultNodes(operation),
                        // This check of graphql-java refuses two small __type fields; DocumentLimits bounds introspection.
                        GoodFaithIntrospection.GOOD_FAITH_INTROSPECTION_DISABLED, true))
                .locale(Locale.ROOT)
                .build();
        return CompletableFuture.completedFuture(input).thenCompose(graphQL::executeAsync).handle((result, thrown) -> {
            ResultNodesInfo nodes = input.getGraphQLContext().get(ResultNodesInfo.RESULT_NODES_INFO);
            if (nodes != null && nodes.isMaxResultNodesExceeded()) {
                return GraphQLResponse.requestError(List.of(GraphQLErrors.of(limits.tooManyResultNodes(), List.of())));
            }
            return thrown == null ? response(result, operation.definition().getName(), staleSeconds.get())
                    : GraphQLResponse.requestError(List.of(GraphQLErrors.of(failure(thrown), List.of())));
        });
    }

    private static GraphQLResponse response(ExecutionResult result, @Nullable String operationName,
            @Nullable Long staleSeconds) {
        List<GraphQLError> errors = result.getErrors().stream().map(Engine::error).toList();
        if (!result.isDataPresent() || result.getData() == null && errors.stream().allMatch(error -> error.getPath() == null)) {
            return GraphQLResponse.requestError(errors);
        }
        Object data = result.getData();
        return new GraphQLResponse(operationName, errors, json -> JsonValues.write(data, json), staleSeconds);
    }

    private static CompletableFuture<DataFetcherExceptionHandlerResult> failed(
            DataFetcherExceptionHandlerParameters parameters) {
        GraphQLError error = GraphQLErrors.of(failure(parameters.getException()), List.of(parameters.getSourceLocation()),
                parameters.getPath().toList());
        return CompletableFuture.completedFuture(DataFetcherExceptionHandlerResult.newResult(error).build());
    }

    /** Gives an error that graphql-java made itself a code and a message of this service. */
    private static GraphQLError error(GraphQLError error) {
        if (error.getErrorType() instanceof ErrorCode) {
            return error;
        }
        boolean bug = error.getErrorType() != ErrorType.ValidationError;
        if (bug) {
            LOG.errorf("graphql-java reported an error of type %s", error.getErrorType());
        }
        return GraphQLErrors.of(bug ? Failure.BUG : WRONG_VALUE, error.getLocations(), error.getPath());
    }

    /** The failure for an exception: bad input when graphql-java could not coerce a value, otherwise a bug, which is logged. */
    private static Failure failure(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof NonNullableValueCoercedAsNullException || cause instanceof CoercingParseValueException
                || cause instanceof CoercingParseLiteralException) {
            return WRONG_VALUE;
        }
        LOG.error("An operation could not be run", STACK_TRACES.isDue() ? WithoutMessages.of(cause) : null);
        return Failure.BUG;
    }
}
