package com.leadlex.graphql.operation.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;

import graphql.GraphQLError;
import graphql.language.NamedNode;
import graphql.language.Node;
import graphql.language.SourceLocation;

/** The errors of one request, each with its places, up to the size that an answer may have. */
public final class ErrorList {

    private static final int SIZE_LIMIT = 48 * 1024;
    /** What an error takes in an answer beside its message and places: extensions, the request id among them. */
    private static final int ERROR_SIZE = 300;
    private static final int PLACE_SIZE = 30;
    private static final int PLACES_LIMIT = 10;
    /** Characters of one name that a message repeats. */
    private static final int NAME_LIMIT = 100;

    private final ErrorCode code;
    private final List<GraphQLError> errors = new ArrayList<>();
    private final Set<List<?>> known = new HashSet<>();
    private int size;

    public ErrorList(ErrorCode code) {
        this.code = code;
    }

    /** @param names what the sentence has a {@code %s} for each */
    public void add(Node<?> at, String sentence, String... names) {
        add(List.of(at), sentence, names);
    }

    void add(List<? extends Node<?>> at, String sentence, String... names) {
        if (isFull()) {
            return;
        }
        String message = sentence.formatted(Arrays.stream(names).map(ErrorList::cut).toArray());
        List<SourceLocation> places = at.stream().map(Node::getSourceLocation).filter(Objects::nonNull).limit(PLACES_LIMIT)
                .toList();
        if (known.add(List.of(message, places))) {
            errors.add(GraphQLErrors.of(Failure.request(code, message), places));
            size += ERROR_SIZE + message.length() + PLACE_SIZE * places.size();
        }
    }

    /** Reports each name that several of the nodes have, at all of them. */
    <N extends NamedNode<?>> void addRepeated(List<N> nodes, String sentence) {
        Map<String, List<N>> byName = new LinkedHashMap<>();
        if (nodes.size() > 1) {
            nodes.forEach(it -> byName.computeIfAbsent(it.getName(), name -> new ArrayList<>(1)).add(it));
        }
        byName.forEach((name, sharing) -> {
            if (sharing.size() > 1) {
                add(sharing, sentence, name);
            }
        });
    }

    boolean isFull() {
        return size > SIZE_LIMIT;
    }

    public List<GraphQLError> errors() {
        if (isFull()) {
            errors.add(GraphQLErrors.of(Failure.request(code, "There are too many errors; the others are not listed."),
                    List.of()));
        }
        return errors;
    }

    private static String cut(String name) {
        return name.length() <= NAME_LIMIT ? name : name.substring(0, NAME_LIMIT) + "…";
    }
}
