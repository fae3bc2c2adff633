package com.leadlex.graphql.activity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What CONTRIBUTING.md asks of a new field, beside what the compiler asks for. */
class ActivityFieldTest {

    private static final Set<ActivityField> ALL = EnumSet.allOf(ActivityField.class);

    /** @param name a pattern whose first group is a name */
    private static Stream<String> names(String file, String name) throws IOException {
        return Pattern.compile(name).matcher(Files.readString(Path.of(file))).results().map(match -> match.group(1));
    }

    @Test
    void isInTheSchema() throws IOException {
        assertEquals(Stream.of(ActivityField.values()).map(ActivityField::graphQLName).toList(),
                names("graphql/schema.graphql", "(?s)type Activity [^{]*\\{(.*?)\\n}")
                        .flatMap(fields -> Pattern.compile("\\n  (\\w+):").matcher(fields).results().map(it -> it.group(1)))
                        .toList());
    }

    @Test
    void isInTheOperationThatAsksForAll() throws IOException {
        List<String> asked = names("graphql/operations/Activity.graphql", "\\n    (\\w+)").toList();
        assertEquals(List.of(), ALL.stream().map(ActivityField::graphQLName).filter(name -> !asked.contains(name)).toList());
    }

    @Test
    void isInAnAnswerOfTheStandIn() throws IOException {
        List<ActivityField> answered = names("src/test/resources/leadlex/mappings/activities.json", "\"(\\w+)\":")
                .map(ActivityField::ofLeadlexName).toList();
        assertEquals(List.of(), ALL.stream().filter(field -> !answered.contains(field)).toList());
    }
}
