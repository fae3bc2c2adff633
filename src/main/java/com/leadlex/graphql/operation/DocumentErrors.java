package com.leadlex.graphql.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;

import graphql.GraphQLError;
import graphql.validation.ValidationError;

/** Words what graphql-java finds wrong with a document so that it helps the person who wrote the document. */
final class DocumentErrors {

    private static final Pattern PREFIX = Pattern.compile("^Validation error( \\([^)]*\\))? ?: ?");
    /** How graphql-java prints a syntax tree: {@code with value 'BooleanValue{value=true}'}. */
    private static final Pattern TREE = Pattern.compile(" with value '?[A-Z][A-Za-z]+\\{.*\\}'?(?= is not a valid)");

    private DocumentErrors() {
    }

    static GraphQLError syntax(String document, SyntaxError error) {
        return GraphQLErrors.of(
                Failure.request(ErrorCode.GRAPHQL_PARSE_FAILED, "Syntax error: " + error.getMessage() + "."),
                List.of(SourcePositions.at(document, error.index())));
    }

    static List<GraphQLError> validation(List<ValidationError> errors) {
        List<GraphQLError> ours = new ArrayList<>(errors.size());
        for (ValidationError error : errors) {
            ours.add(GraphQLErrors.of(Failure.request(ErrorCode.GRAPHQL_VALIDATION_FAILED, plain(error.getMessage())),
                    error.getLocations()));
        }
        return ours;
    }

    /** graphql-java's sentence without its class names and tree dumps. */
    static String plain(String message) {
        String text = TREE.matcher(PREFIX.matcher(message).replaceFirst("")).replaceAll("");
        return text.contains("{") && text.contains("Value{") ? "A value does not have the type that the schema asks for."
                : text;
    }
}
