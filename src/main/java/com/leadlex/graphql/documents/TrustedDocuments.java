package com.leadlex.graphql.documents;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.util.HashUtil;

/** The documents of {@code graphql/operations}, which the build lists in an index: known by their hash, and by their text. */
@Singleton
public class TrustedDocuments {

    private static final String OPERATIONS_FOLDER = "operations/";
    private static final SortedMap<String, String> TEXT_BY_FILE_NAME = BundledFile.readText(OPERATIONS_FOLDER + "index.txt")
            .lines().map(String::strip).filter(fileName -> !fileName.isEmpty())
            .collect(Collectors.toMap(fileName -> fileName, fileName -> BundledFile.readText(OPERATIONS_FOLDER + fileName),
                    (text, duplicateText) -> text, TreeMap::new));
    private static final Map<String, String> TEXT_BY_HASH = TEXT_BY_FILE_NAME.values().stream().distinct()
            .collect(Collectors.toUnmodifiableMap(HashUtil::sha256, text -> text));
    private static final Set<String> DOCUMENT_TEXTS = Set.copyOf(TEXT_BY_HASH.values());
    private static final Pattern OPERATION_NAME = Pattern.compile("(?m)^\\s*(?:query|mutation)\\s+(\\w+)");

    /** @return null when no document has this hash */
    public @Nullable String textOfHash(String sha256) {
        return TEXT_BY_HASH.get(sha256);
    }

    /** Each text by the name of its file, in the order of the names. */
    public SortedMap<String, String> textByFile() {
        return Collections.unmodifiableSortedMap(TEXT_BY_FILE_NAME);
    }

    public boolean contains(String text) {
        return DOCUMENT_TEXTS.contains(text);
    }

    /** The names of the operations in trusted documents: a bounded set, fit for the tags of a metric. */
    public Set<String> operationNames() {
        return DOCUMENT_TEXTS.stream().flatMap(text -> OPERATION_NAME.matcher(text).results())
                .map(operationMatch -> operationMatch.group(1)).collect(Collectors.toUnmodifiableSet());
    }
}
