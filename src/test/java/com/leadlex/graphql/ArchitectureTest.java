package com.leadlex.graphql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** The rooms of the service and the arrows between them; CONTRIBUTING.md tells what each room does. */
class ArchitectureTest {

    private static final String ROOT = "com.leadlex.graphql";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** The rooms that each room may use. */
    static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            entry("connection", List.of("memory", "error")),
            entry("memory", List.of("error")),
            entry("http", List.of("documents", "operation", "activity", "json", "memory", "auth", "error")),
            entry("documents", List.of("memory", "error")),
            entry("operation", List.of("activity", "json", "memory", "auth", "error")),
            entry("activity", List.of("json", "memory", "auth", "error")),
            entry("json", List.of()),
            entry("leadlex", List.of("activity", "json", "memory", "auth", "error")),
            entry("auth", List.of("memory", "error")),
            entry("error", List.of()),
            entry("graphiql", List.of("http", "documents", "leadlex", "auth")),
            entry("sharing", List.of("documents", "leadlex", "memory", "auth", "error")),
            entry("observability", List.of("http", "documents", "operation", "activity", "leadlex", "auth", "error")),
            entry("settings",
                    List.of("connection", "http", "documents", "operation", "activity", "leadlex", "memory", "auth", "error",
                            "graphiql",
                            "sharing", "observability")),
            entry("nativeimage", List.of()));

    /**
     * The rooms within a room, and which of their neighbours each may use. {@code ""} is what lies beside them: they may all
     * use that, where it may not use them.
     */
    static final Map<String, Map<String, List<String>>> WITHIN = Map.of(
            "http", Map.of(
                    "", List.of(),
                    "exchange", List.of()),
            "leadlex", Map.of(
                    "", List.of(),
                    "connection", List.of(),
                    "answer", List.of(),
                    "resilience", List.of(),
                    "cache", List.of(),
                    "lookup", List.of("connection", "answer", "resilience", "cache")),
            "operation", Map.of(
                    "", List.of("schema", "syntax", "validation"),
                    "schema", List.of(),
                    "syntax", List.of(),
                    "validation", List.of()));

    @Test
    void aRoomUsesOnlyTheRoomsThatItMay() {
        for (Map.Entry<String, List<String>> room : MAY_USE.entrySet()) {
            String[] others = MAY_USE.keySet().stream()
                    .filter(other -> !other.equals(room.getKey()) && !room.getValue().contains(other))
                    .map(ArchitectureTest::room).toArray(String[]::new);
            noClasses().that().resideInAPackage(room(room.getKey()))
                    .should().dependOnClassesThat().resideInAnyPackage(others).check(CLASSES);
        }
    }

    @Test
    void aRoomWithinARoomUsesOnlyTheNeighboursThatItMay() {
        WITHIN.forEach((house, rooms) -> rooms.forEach((room, neighbours) -> {
            for (String other : rooms.keySet()) {
                boolean beside = other.isEmpty() && rooms.get("").isEmpty();
                if (!other.equals(room) && !beside && !neighbours.contains(other)) {
                    noClasses().that().resideInAPackage(within(house, room))
                            .should().dependOnClassesThat().resideInAPackage(within(house, other)).check(CLASSES);
                }
            }
        }));
    }

    @Test
    void everyClassOfARoomWithRoomsIsInOneOfThem() {
        WITHIN.forEach((house, rooms) -> classes().that().resideInAPackage(room(house)).should()
                .resideInAnyPackage(rooms.keySet().stream().map(room -> within(house, room)).toArray(String[]::new))
                .check(CLASSES));
    }

    @Test
    void noArrowPointsBack() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /**
     * The core knows no GraphQL and no Jackson. It has the annotations of {@code io.smallrye.graphql.api} and of MicroProfile,
     * since SmallRye reads a type's descriptions, ids and scalars at its class and nowhere else.
     */
    @Test
    void theCoreKnowsNoGraphQLAndNoJackson() {
        noClasses().that().resideInAPackage(room("activity")).should().dependOnClassesThat(resideInAnyPackage("graphql..",
                "com.fasterxml..", "io.smallrye..").and(not(resideInAPackage("io.smallrye.graphql.api.."))))
                .check(CLASSES);
    }

    @Test
    void everyClassIsInARoom() {
        classes().should().resideInAnyPackage(MAY_USE.keySet().stream().map(ArchitectureTest::room).toArray(String[]::new))
                .check(CLASSES);
    }

    /** What graphql-java marks as internal goes without notice. */
    @Test
    void nothingInternalOfGraphqlJavaIsUsed() {
        noClasses().should().dependOnClassesThat().areAnnotatedWith("graphql.Internal").check(CLASSES);
    }

    /** Imports of packages that are not for others, and when each may go. Another one takes the place of one of these. */
    private static final Map<String, String> INTERNALS = Map.of(
            "connection/AcceptLimit.java: io.vertx.core.impl.VertxBuilder",
            "when VertxServiceProvider no longer takes it (Vert.x 5)",
            "connection/AcceptLimit.java: io.vertx.core.impl.transports.JDKTransport",
            "when Quarkus leaves connections beyond quarkus.http.limits.max-connections unaccepted, and lets handlers in ahead of the decoder",
            "leadlex/connection/ResponseGuard.java: io.vertx.core.net.impl.ConnectionBase",
            "when HttpConnection gives its channel",
            "leadlex/connection/ResponseGuard.java: org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder",
            "when the REST client's API customizes HttpClientOptions and each request");

    @Test
    void internalsOfLibrariesAreUsedInFourPlaces() throws IOException {
        Path root = Path.of("src/main/java/com/leadlex/graphql");
        Set<String> found = new TreeSet<>();
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                Files.readAllLines(file).stream().filter(line -> line.matches("import .*\\.(impl|internal)\\..*"))
                        .forEach(line -> found.add(root.relativize(file).toString().replace('\\', '/') + ": "
                                + line.replaceAll("import |;", "")));
            }
        }
        assertEquals(new TreeSet<>(INTERNALS.keySet()), found, INTERNALS::toString);
    }

    /** A file that passes 200 lines is two things. */
    @Test
    void noFileIsLong() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".java") && lines(file) > 200).toList());
        }
    }

    private static long lines(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String within(String house, String room) {
        return room.isEmpty() ? ROOT + "." + house : room(house + "." + room);
    }

    private static String room(String name) {
        return ROOT + "." + name + "..";
    }
}
