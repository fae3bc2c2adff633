package com.leadlex.graphql.operation;

import java.util.concurrent.CompletionStage;

/** Runs GraphQL operations: parse, limits, validate, execute. Knows nothing of HTTP. */
public interface Operations {

    /** @return never fails; completes on the caller's Vert.x context when there is one */
    CompletionStage<GraphQLResponse> execute(GraphQLRequest request, OperationContext context);
}
