package com.leadlex.graphql.operation;

import java.util.List;

import graphql.GraphQLError;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.OperationDefinition;

/**
 * A document as far as it got: all that is known of it without variables.
 *
 * @param errors why it cannot be run; empty when it can
 * @param operations empty when it does not even parse
 * @param entry for graphql-java; null when there are errors
 */
record PreparedDocument(List<GraphQLError> errors, List<PreparedOperation> operations, PreparsedDocumentEntry entry) {

    static PreparedDocument refused(List<GraphQLError> errors, List<PreparedOperation> operations) {
        return new PreparedDocument(errors, operations, null);
    }

    /**
     * The operation to run (GraphQL specification, section 6.1, GetOperation).
     *
     * @param name null when the request names none
     * @return null when there is none, or no name and several
     */
    PreparedOperation operation(String name) {
        if (name == null) {
            return operations.size() == 1 ? operations.get(0) : null;
        }
        for (PreparedOperation operation : operations) {
            if (name.equals(operation.definition().getName())) {
                return operation;
            }
        }
        return null;
    }

    /**
     * One operation of a document.
     *
     * @param plan how to run it without graphql-java; null when it takes graphql-java
     */
    record PreparedOperation(OperationDefinition definition, Measure measure, LookupPlan plan) {

        boolean isQuery() {
            return definition.getOperation() == OperationDefinition.Operation.QUERY;
        }
    }
}
