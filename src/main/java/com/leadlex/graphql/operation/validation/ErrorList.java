package com.leadlex.graphql.operation.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;

import graphql.GraphQLError;
import graphql.language.NamedNode;
import graphql.language.Node;
import graphql.language.SourceLocation;

/** The errors of one request: the number of errors and the length of each are bounded, so that the response is, too. */
final class ErrorList {

    private static final int MAX_ERRORS = 50;
    private static final int MAX_PLACES_PER_ERROR = 10;
    /** Characters of a name or literal that a message repeats. */
    private static final int MAX_NAME_CHARACTERS = 100;

    private final ErrorCode errorCode;
    private final Set<GraphQLError> errors = new LinkedHashSet<>();

    ErrorList(ErrorCode errorCode) {
        this.errorCode = errorCode;
    }

    /** @param names values for the {@code %s} of the sentence, in order */
    void add(Node<?> node, String messageFormat, String... names) {
        add(List.of(node), messageFormat, names);
    }

    void add(List<? extends Node<?>> nodes, String messageFormat, String... names) {
        if (isFull()) {
            return;
        }
        String message = messageFormat.formatted(Arrays.stream(names).map(ErrorList::truncateName).toArray());
        List<SourceLocation> locations = nodes.stream().map(Node::getSourceLocation).limit(MAX_PLACES_PER_ERROR).toList();
        errors.add(GraphQLErrors.of(Failure.ofRequest(errorCode, message), locations));
    }

    /** Reports each name that several nodes share, at all nodes with this name. */
    <N extends NamedNode<?>> void addRepeated(List<N> nodes, String messageFormat) {
        Map<String, List<N>> nodesByName = new LinkedHashMap<>();
        if (nodes.size() > 1) {
            nodes.forEach(node -> nodesByName.computeIfAbsent(node.getName(), name -> new ArrayList<>(1)).add(node));
        }
        nodesByName.forEach((name, sameNameNodes) -> {
            if (sameNameNodes.size() > 1) {
                add(sameNameNodes, messageFormat, name);
            }
        });
    }

    boolean isFull() {
        return errors.size() >= MAX_ERRORS;
    }

    List<GraphQLError> toList() {
        if (isFull()) {
            errors.add(GraphQLErrors.of(Failure.ofRequest(errorCode, "There are too many errors; the others are not listed."),
                    List.of()));
        }
        return List.copyOf(errors);
    }

    private static String truncateName(String name) {
        return name.length() <= MAX_NAME_CHARACTERS ? name : name.substring(0, MAX_NAME_CHARACTERS) + "…";
    }
}
