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

/** The errors of one request. Both their number and the length of each are bounded, and so is the response. */
final class ErrorList {

    private static final int ERRORS_LIMIT = 50;
    private static final int PLACES_LIMIT = 10;
    /** Characters of a name or literal that a message repeats. */
    private static final int NAME_LIMIT = 100;

    private final ErrorCode code;
    private final Set<GraphQLError> errors = new LinkedHashSet<>();

    ErrorList(ErrorCode code) {
        this.code = code;
    }

    /** @param names values for the {@code %s} of the sentence, in order */
    void add(Node<?> at, String sentence, String... names) {
        add(List.of(at), sentence, names);
    }

    void add(List<? extends Node<?>> at, String sentence, String... names) {
        if (isFull()) {
            return;
        }
        String message = sentence.formatted(Arrays.stream(names).map(ErrorList::cut).toArray());
        List<SourceLocation> places = at.stream().map(Node::getSourceLocation).limit(PLACES_LIMIT)
                .toList();
        errors.add(GraphQLErrors.of(Failure.request(code, message), places));
    }

    /** Reports each name that several nodes share, at all nodes with this name. */
    <N extends NamedNode<?>> void addRepeated(List<N> nodes, String sentence) {
        Map<String, List<N>> byName = new LinkedHashMap<>();
        if (nodes.size() > 1) {
            nodes.forEach(node -> byName.computeIfAbsent(node.getName(), name -> new ArrayList<>(1)).add(node));
        }
        byName.forEach((name, sharing) -> {
            if (sharing.size() > 1) {
                add(sharing, sentence, name);
            }
        });
    }

    boolean isFull() {
        return errors.size() >= ERRORS_LIMIT;
    }

    List<GraphQLError> errors() {
        if (isFull()) {
            errors.add(GraphQLErrors.of(Failure.request(code, "There are too many errors; the others are not listed."),
                    List.of()));
        }
        return List.copyOf(errors);
    }

    private static String cut(String name) {
        return name.length() <= NAME_LIMIT ? name : name.substring(0, NAME_LIMIT) + "…";
    }
}
