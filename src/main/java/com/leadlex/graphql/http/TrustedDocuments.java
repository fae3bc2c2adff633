package com.leadlex.graphql.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

/** The documents of {@code graphql/operations}, which the build lists in an index: known by their hash, and by their text. */
@Singleton
public class TrustedDocuments {

    private static final String FOLDER = "graphql/operations/";
    private static final Pattern OPERATION = Pattern.compile("(?m)^\\s*(?:query|mutation)\\s+(\\w+)");

    private final Map<String, String> textByHash = new HashMap<>();
    private final Set<String> texts = new HashSet<>();
    private final Set<String> operationNames = new HashSet<>();

    TrustedDocuments() {
        resource("index.txt").lines().map(String::strip).filter(name -> !name.isEmpty()).forEach(name -> add(resource(name)));
    }

    private void add(String text) {
        textByHash.put(Sha256.hex(text), text);
        texts.add(text);
        Matcher operation = OPERATION.matcher(text);
        while (operation.find()) {
            operationNames.add(operation.group(1));
        }
    }

    /** @return null when no document has this hash */
    String byHash(String sha256) {
        return textByHash.get(sha256);
    }

    boolean contains(String text) {
        return texts.contains(text);
    }

    /** The names of their operations: a bounded set, fit for the tags of a metric. */
    public Set<String> operationNames() {
        return Set.copyOf(operationNames);
    }

    private static String resource(String name) {
        try (var in = Thread.currentThread().getContextClassLoader().getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("The build left out " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
