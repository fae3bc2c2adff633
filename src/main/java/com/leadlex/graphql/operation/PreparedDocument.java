package com.leadlex.graphql.operation;

import java.util.List;

import org.jspecify.annotations.Nullable;

import graphql.GraphQLError;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.OperationDefinition;
import graphql.language.VariableReference;

/** All that is known of a document without variables. */
sealed interface PreparedDocument {

    /** A document whose operations can be run. */
    record Valid(List<PreparedOperation> operations, PreparsedDocumentEntry entry) implements PreparedDocument {
    }

    /**
     * A document that cannot be run.
     *
     * @param errors the reasons, at least one
     * @param operations empty when it does not even parse
     */
    record Refused(List<GraphQLError> errors, List<PreparedOperation> operations) implements PreparedDocument {
    }

    List<PreparedOperation> operations();

    /**
     * The operation to run (GraphQL specification, section 6.1, GetOperation).
     *
     * @param name null when the request does not name one
     * @return null when the document has no operation of that name, or when there is no name to choose by
     */
    default @Nullable PreparedOperation operation(@Nullable String name) {
        if (name == null) {
            return operations().size() == 1 ? operations().get(0) : null;
        }
        for (PreparedOperation operation : operations()) {
            if (name.equals(operation.definition().getName())) {
                return operation;
            }
        }
        return null;
    }

    /**
     * One operation of a document.
     *
     * @param conditions references to variables that must not be null, though their type allows it
     * @param plan how to run it without graphql-java; null when it takes graphql-java
     */
    record PreparedOperation(OperationDefinition definition, DocumentMeasure measure,
            List<VariableReference> conditions, @Nullable LookupPlan plan) {

        boolean isQuery() {
            return definition.getOperation() == OperationDefinition.Operation.QUERY;
        }
    }
}
