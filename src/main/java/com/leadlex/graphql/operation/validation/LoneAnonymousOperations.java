package com.leadlex.graphql.operation.validation;

import java.util.List;

import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.validation.AbstractRule;
import graphql.validation.ValidationContext;
import graphql.validation.ValidationErrorCollector;
import graphql.validation.ValidationErrorType;

/**
 * An operation without a name stands alone (GraphQL specification, section 5.2.2.1). graphql-java tells the operations beside
 * it, whatever they are called; what is to be mended is the one without a name.
 */
final class LoneAnonymousOperations extends AbstractRule {

    LoneAnonymousOperations(ValidationContext context, ValidationErrorCollector errors) {
        super(context, errors);
    }

    @Override
    public void checkDocument(Document document) {
        List<OperationDefinition> operations = document.getDefinitionsOfType(OperationDefinition.class);
        if (operations.size() == 1) {
            return;
        }
        for (OperationDefinition operation : operations) {
            if (operation.getName() == null) {
                addError(ValidationErrorType.LoneAnonymousOperationViolation, operation.getSourceLocation(),
                        "An operation without a name must be the only one of its document");
            }
        }
    }
}
