package com.leadlex.graphql.operation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.Activities;
import com.leadlex.graphql.activity.Caller;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;
import com.leadlex.graphql.operation.DocumentCache.PreparedDocument;
import com.leadlex.graphql.operation.DocumentCache.PreparedDocument.PreparedOperation;

import graphql.GraphQLError;
import graphql.language.OperationDefinition;

/** Executes GraphQL requests: finds the document and its operation, applies limits, runs the operation. Knows no HTTP. */
@Singleton
public class GraphQLExecutor {

    /**
     * A GraphQL request, independent of HTTP.
     *
     * @param query the document's text
     * @param operationName the operation of the document to run; null when the request does not name one
     * @param variables JSON values: String, Integer, Long, BigInteger, BigDecimal, Boolean, List, Map, null
     * @param allowsQueriesOnly true when a mutation or subscription must be refused, as for GET (GraphQL over HTTP)
     */
    public record GraphQLRequest(String query, @Nullable String operationName, Map<String, @Nullable Object> variables,
            boolean allowsQueriesOnly) {
    }

    private static final GraphQLError NO_SUCH_OPERATION = GraphQLErrors
            .of(Failure.ofRequest(ErrorCode.OPERATION_RESOLUTION_FAILURE,
                    "No operation, or more than one, matches operationName."), List.of());

    private final DocumentCache documentCache;
    private final DocumentLimits documentLimits;
    private final Activities activities;
    private final Engine engine;

    GraphQLExecutor(DocumentCache documentCache, DocumentLimits documentLimits, Activities activities, Engine engine) {
        this.documentCache = documentCache;
        this.documentLimits = documentLimits;
        this.activities = activities;
        this.engine = engine;
    }

    /** @return a stage that never fails, and completes on the Vert.x context on which this method was called, if any */
    public CompletionStage<GraphQLResponse> execute(GraphQLRequest request, Caller caller) {
        PreparedDocument document = documentCache.prepare(request.query());
        PreparedOperation operation = document.operation(request.operationName());
        if (request.allowsQueriesOnly() && operation != null
                && operation.definition().getOperation() != OperationDefinition.Operation.QUERY) {
            return CompletableFuture.completedFuture(GraphQLResponse.NOT_A_QUERY);
        }
        if (document.isRefused()) {
            return refusedResponse(List.copyOf(document.parsedEntry().getErrors()));
        }
        if (operation == null) {
            return refusedResponse(List.of(NO_SUCH_OPERATION));
        }
        String operationName = operation.definition().getName();
        if (operation.plan() != null) {
            CompletionStage<GraphQLResponse> response = operation.plan()
                    .runLookups(activities, request.variables(), caller, operationName);
            if (response != null) {
                return response;
            }
        }
        Failure exceededLimit = documentLimits.exceededLimit(operation, request.variables());
        return exceededLimit == null ? engine.runOperation(document.parsedEntry(), operation, request, caller)
                : refusedResponse(List.of(GraphQLErrors.of(exceededLimit, List.of())));
    }

    private static CompletionStage<GraphQLResponse> refusedResponse(List<GraphQLError> errors) {
        return CompletableFuture.completedFuture(GraphQLResponse.requestError(errors));
    }
}
