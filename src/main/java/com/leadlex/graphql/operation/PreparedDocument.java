package com.leadlex.graphql.operation;

import java.util.List;

import org.jspecify.annotations.Nullable;

import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.OperationDefinition;
import graphql.language.VariableReference;

/**
 * All that is known of a document without variables.
 *
 * @param operations empty when the document does not parse
 * @param entry the tree, or the errors for which the document is refused
 */
record PreparedDocument(List<PreparedOperation> operations, PreparsedDocumentEntry entry) {

    /**
     * One operation of a document.
     *
     * @param conditions references to variables that must not be null, though their type allows it
     * @param plan how to run it without graphql-java; null when it takes graphql-java
     */
    record PreparedOperation(OperationDefinition definition, DocumentMeasure measure,
            List<VariableReference> conditions, @Nullable LookupPlan plan) {
    }

    boolean isRefused() {
        return entry.hasErrors();
    }

    /**
     * The operation to run (GraphQL specification, section 6.1, GetOperation).
     *
     * @param name null when the request does not name one
     * @return null when the document has no operation of that name, or several and there is no name
     */
    @Nullable
    PreparedOperation operation(@Nullable String name) {
        if (name == null) {
            return operations.size() == 1 ? operations.get(0) : null;
        }
        return operations.stream().filter(it -> name.equals(it.definition.getName())).findFirst().orElse(null);
    }
}
