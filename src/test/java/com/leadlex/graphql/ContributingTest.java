package com.leadlex.graphql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.error.ErrorCode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

/** CONTRIBUTING.md and README.md say what the build holds. */
class ContributingTest {

    private static final Pattern ROOM = Pattern.compile("^\\| `([\\w/]+)/` \\|[^|]+\\|([^|]+)\\|$", Pattern.MULTILINE);
    private static final Pattern GLOSSARY_ROW = Pattern.compile("^\\| (?!term )[a-z-]+(?: [a-z]+)? \\|[^|]+\\|([^|]*)\\|$",
            Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    @Test
    void theTableOfRoomsIsWhatArchitectureTestHolds() throws IOException {
        Map<String, Set<String>> told = new TreeMap<>();
        ROOM.matcher(Files.readString(Path.of("CONTRIBUTING.md"))).results()
                .forEach(row -> told.put(row.group(1), names(row.group(2))));
        Map<String, Set<String>> held = new TreeMap<>();
        for (Map.Entry<String, List<String>> room : ArchitectureTest.MAY_USE.entrySet()) {
            held.put(room.getKey(), Set.copyOf(room.getValue()));
        }
        ArchitectureTest.WITHIN.forEach((house, rooms) -> rooms.forEach((room, neighbours) -> {
            if (!room.isEmpty()) {
                held.put(house + "/" + room, Set.copyOf(neighbours));
            }
        }));
        assertEquals(held, told);
    }

    @Test
    void theReadmeListsEveryErrorCode() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        assertEquals(List.of(), Stream.of(ErrorCode.values()).filter(code -> !readme.contains("| `" + code + "` |")).toList());
    }

    @Test
    void theGlossaryHasOneTermForOneThing() throws IOException {
        String contributing = Files.readString(Path.of("CONTRIBUTING.md"));
        List<MatchResult> rows = GLOSSARY_ROW
                .matcher(contributing.substring(contributing.indexOf("## Glossary"), contributing.indexOf("## How a change")))
                .results().toList();
        assertTrue(rows.size() <= 20 && !rows.isEmpty(), "at most 20 terms");
        Pattern unwanted = Pattern.compile("\\b(" + rows.stream().map(row -> row.group(1).strip().replace(", ", "|"))
                .filter(words -> !words.isEmpty()).collect(Collectors.joining("|")) + ")\\b", Pattern.CASE_INSENSITIVE);
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                unwanted.matcher(Files.readString(file)).results().findFirst()
                        .ifPresent(found -> fail(file + " says '" + found.group() + "'; see the glossary in CONTRIBUTING.md"));
            }
        }
    }

    private static Set<String> names(String cell) {
        return NAME.matcher(cell).results().map((MatchResult name) -> name.group(1)).collect(Collectors.toSet());
    }
}
