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
     * @param queriesOnly true when a mutation or subscription must be refused, as for GET (GraphQL over HTTP)
     */
    public record GraphQLRequest(String query, @Nullable String operationName, Map<String, @Nullable Object> variables,
            boolean queriesOnly) {
    }

    private static final GraphQLError NO_OPERATION = GraphQLErrors.of(Failure.request(ErrorCode.OPERATION_RESOLUTION_FAILURE,
            "No operation, or more than one, matches operationName."), List.of());

    private final DocumentCache documents;
    private final DocumentLimits limits;
    private final Activities activities;
    private final Engine engine;

    GraphQLExecutor(DocumentCache documents, DocumentLimits limits, Activities activities, Engine engine) {
        this.documents = documents;
        this.limits = limits;
        this.activities = activities;
        this.engine = engine;
    }

    /** @return a stage that never fails, and completes on the Vert.x context on which this method was called, if any */
    public CompletionStage<GraphQLResponse> execute(GraphQLRequest request, Caller caller) {
        PreparedDocument document = documents.get(request.query());
        PreparedOperation operation = document.operation(request.operationName());
        if (request.queriesOnly() && operation != null
                && operation.definition().getOperation() != OperationDefinition.Operation.QUERY) {
            return CompletableFuture.completedFuture(GraphQLResponse.NOT_A_QUERY);
        }
        if (document.isRefused()) {
            return refused(List.copyOf(document.entry().getErrors()));
        }
        if (operation == null) {
            return refused(List.of(NO_OPERATION));
        }
        String name = operation.definition().getName();
        if (operation.plan() != null) {
            CompletionStage<GraphQLResponse> response = operation.plan().run(activities, request.variables(), caller, name);
            if (response != null) {
                return response;
            }
        }
        Failure exceeded = limits.exceeded(operation, request.variables());
        return exceeded == null ? engine.run(document.entry(), operation, request, caller)
                : refused(List.of(GraphQLErrors.of(exceeded, List.of())));
    }

    private static CompletionStage<GraphQLResponse> refused(List<GraphQLError> errors) {
        return CompletableFuture.completedFuture(GraphQLResponse.requestError(errors));
    }
}
