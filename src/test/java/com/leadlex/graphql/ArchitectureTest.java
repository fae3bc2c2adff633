package com.leadlex.graphql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** The rooms of the service and the arrows between them; CONTRIBUTING.md tells what each room does. */
class ArchitectureTest {

    private static final String ROOT = "com.leadlex.graphql";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void aRequestWalksTheRoomsInOneDirection() {
        layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true)
                .layer("http").definedBy(room("http"))
                .layer("operation").definedBy(room("operation"))
                .layer("activity").definedBy(room("activity"))
                .layer("leadlex").definedBy(room("leadlex"))
                .layer("auth").definedBy(room("auth"))
                .layer("error").definedBy(room("error"))
                .layer("sharing").definedBy(room("sharing"))
                .layer("ops").definedBy(room("ops"))
                .whereLayer("http").mayOnlyBeAccessedByLayers("sharing", "ops")
                .whereLayer("operation").mayOnlyBeAccessedByLayers("http", "ops")
                .whereLayer("activity").mayOnlyBeAccessedByLayers("http", "operation", "ops")
                .whereLayer("leadlex").mayOnlyBeAccessedByLayers("activity", "sharing", "ops")
                .whereLayer("auth").mayOnlyBeAccessedByLayers("http", "operation", "activity", "leadlex", "sharing", "ops")
                .whereLayer("sharing").mayOnlyBeAccessedByLayers("ops")
                .whereLayer("error").mayNotAccessAnyLayer()
                .whereLayer("ops").mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @Test
    void noArrowPointsBack() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyClassIsInARoom() {
        classes().should().resideInAnyPackage(
                room("http"), room("operation"), room("activity"), room("leadlex"), room("auth"), room("error"),
                room("sharing"), room("ops"))
                .check(CLASSES);
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

    private static String room(String name) {
        return ROOT + "." + name + "..";
    }
}
