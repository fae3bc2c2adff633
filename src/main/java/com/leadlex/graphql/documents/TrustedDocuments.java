package com.leadlex.graphql.documents;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/** The documents of {@code graphql/operations}, which the build lists in an index: known by their hash, and by their text. */
@Singleton
public class TrustedDocuments {

    private static final String FOLDER = "operations/";
    private static final SortedMap<String, String> TEXT_BY_FILE = BundledFile.text(FOLDER + "index.txt").lines()
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toMap(name -> name, name -> BundledFile.text(FOLDER + name), (text, same) -> text,
                    TreeMap::new));
    private static final Set<String> TEXTS = Set.copyOf(TEXT_BY_FILE.values());
    private static final Pattern OPERATION = Pattern.compile("(?m)^\\s*(?:query|mutation)\\s+(\\w+)");

    private final Map<String, String> textByHash = new HashMap<>();
    private final Set<String> operationNames = new HashSet<>();

    TrustedDocuments() {
        TEXTS.forEach(this::add);
    }

    private void add(String text) {
        textByHash.put(sha256(text), text);
        Matcher operation = OPERATION.matcher(text);
        while (operation.find()) {
            operationNames.add(operation.group(1));
        }
    }

    /** @return null when no document has this hash */
    public @Nullable String byHash(String sha256) {
        return textByHash.get(sha256);
    }

    /** Each text by the name of its file, in the order of the names. */
    public SortedMap<String, String> textByFile() {
        return Collections.unmodifiableSortedMap(TEXT_BY_FILE);
    }

    public boolean contains(String text) {
        return TEXTS.contains(text);
    }

    /** The names of their operations: a bounded set, fit for the tags of a metric. */
    public Set<String> operationNames() {
        return Set.copyOf(operationNames);
    }

    /** The hash by which documents are known: 64 lower-case hexadecimal digits. */
    public static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
