package com.leadlex.graphql.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;
import com.leadlex.graphql.operation.syntax.SyntaxError;

import graphql.GraphQLError;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.SourceLocation;
import graphql.validation.ValidationError;

/** Words what graphql-java finds wrong with a document so that it helps the person who wrote the document. */
final class DocumentErrors {

    private static final Pattern PREFIX = Pattern.compile("^Validation error( \\([^)]*\\))? ?: ?");
    /** How graphql-java prints a syntax tree: {@code with value 'BooleanValue{value=true}'}. */
    private static final Pattern TREE = Pattern.compile(" with value '?[A-Z][A-Za-z]{1,60}\\{.*\\}'?(?= is not a valid)");

    /** How it tells that a literal is of the wrong kind, by the names of its classes. */
    private static final Pattern KIND = Pattern
            .compile(
                    "Expected an AST type of '([A-Za-z]+)Value'(?: or '([A-Za-z]+)Value')? but it was an? '([A-Za-z]+)(?:Value|Reference)'");
    /** How it tells of what kind the value of a variable is: by the name of its class. */
    private static final Pattern CLASS = Pattern.compile("(?<=but it was an? )'(\\w+)'");
    private static final Map<String, String> KINDS = Map.of("Integer", "Int", "Long", "Int", "BigInteger", "Int", "Double",
            "Float", "BigDecimal", "Float", "String", "String", "Boolean", "Boolean", "ArrayList", "list");
    /** What is left of Java in a sentence. */
    private static final Pattern JAVA = Pattern
            .compile("[A-Z][A-Za-z]{1,60}\\{|AST|\\b[A-Z][A-Za-z]+(Value|Reference)\\b|\\bjava\\.|graphql\\.");

    /** Characters of one name, and of a whole message, that are repeated to a caller. */
    private static final int NAME_LIMIT = 100;
    private static final int MESSAGE_LIMIT = 1_000;

    static final String WRONG_VALUE = "A value is not what the schema asks for.";

    private DocumentErrors() {
    }

    static GraphQLError syntax(SyntaxError error) {
        return GraphQLErrors.of(
                Failure.request(ErrorCode.GRAPHQL_PARSE_FAILED, "Syntax error: " + error.getMessage() + "."),
                List.of(error.location()));
    }

    static List<GraphQLError> validation(List<ValidationError> errors, Document document) {
        List<GraphQLError> ours = new ArrayList<>(errors.size());
        for (ValidationError error : errors) {
            ours.add(GraphQLErrors.of(Failure.request(ErrorCode.GRAPHQL_VALIDATION_FAILED, plain(error.getMessage())),
                    locations(error, document)));
        }
        return ours;
    }

    /** graphql-java does not tell where the type condition of a fragment stands; the fragment is next to it. */
    private static List<SourceLocation> locations(ValidationError error, Document document) {
        if (error.getLocations() != null && error.getLocations().stream().allMatch(Objects::nonNull)
                && !error.getLocations().isEmpty()) {
            return error.getLocations();
        }
        return document.getDefinitionsOfType(FragmentDefinition.class).stream()
                .filter(fragment -> error.getMessage().contains("'" + fragment.getTypeCondition().getName() + "'"))
                .map(FragmentDefinition::getSourceLocation).limit(1).toList();
    }

    /** graphql-java's sentence without its class names and tree dumps. */
    static String plain(String message) {
        String text = TREE.matcher(PREFIX.matcher(shortened(message)).replaceFirst("")).replaceAll("");
        text = KIND.matcher(text).replaceAll(kind -> "it needs " + kind.group(1)
                + (kind.group(2) == null ? "" : " or " + kind.group(2)) + ", and this is " + kind.group(3));
        text = CLASS.matcher(text).replaceAll(it -> "'" + KINDS.getOrDefault(it.group(1), "object") + "'");
        return JAVA.matcher(text).find() ? WRONG_VALUE : text;
    }

    /** Cuts names, and then the whole: what a caller sent stands in it, and the patterns take more than linear time. */
    private static String shortened(String message) {
        StringBuilder text = new StringBuilder();
        int name = 0;
        for (int i = 0; i < message.length() && text.length() < MESSAGE_LIMIT; i++) {
            char next = message.charAt(i);
            name = Character.isLetterOrDigit(next) || next == '_' ? name + 1 : 0;
            if (name <= NAME_LIMIT) {
                text.append(next);
            } else if (name == NAME_LIMIT + 1) {
                text.append('…');
            }
        }
        return text.toString();
    }
}
