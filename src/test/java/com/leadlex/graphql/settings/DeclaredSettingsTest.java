package com.leadlex.graphql.settings;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import io.smallrye.config.ConfigMapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

class DeclaredSettingsTest {

    @Test
    void anUnknownSettingIsNamedInOneLineWithTheClosestOne() {
        assertEquals(List.of("There is no setting facade.limit.depht; did you mean facade.limits.depth?"),
                DeclaredSettings.findMistakes(List.of("facade.limit.depht")));
    }

    @Test
    void knownAndForeignSettingsAreAccepted() {
        assertEquals(List.of(),
                DeclaredSettings
                        .findMistakes(List.of("facade.limits.depth", "facade.log.operations", "quarkus.http.port", "facades.x",
                                "leadlex.url")));
    }

    @Test
    void aVariableIsReportedOnce() {
        assertEquals(List.of(), DeclaredSettings.findMistakes(List.of("FACADE_HTTP_MAX_BODY", "facade.http.max.body")));
        assertEquals(List.of("There is no setting facade_limits_depht; did you mean FACADE_LIMITS_DEPTH?"),
                DeclaredSettings.findMistakes(List.of("facade_limits_depht", "facade.limits.depht")));
        assertEquals(List.of("There is no setting LEADLEX-URL; did you mean LEADLEX_URL?"),
                DeclaredSettings.findMistakes(List.of("LEADLEX-URL", "leadlex-url")));
    }

    @Test
    void aVariableAsASystemPropertyIsReportedWithItsProperty() {
        assertEquals(List.of("FACADE_LIMITS_DEPTH is a variable of the environment; as a property it is facade.limits.depth."),
                DeclaredSettings
                        .findMisnamedProperties(List.of("FACADE_LIMITS_DEPTH", "LEADLEX_URL", "facade.limits.depth", "PATH")));
    }

    @Test
    void eachInterfaceThatDeclaresSettingsIsKnownToTheCheck() {
        Set<String> declaring = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("com.leadlex.graphql").stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class)).map(JavaClass::getName).collect(Collectors.toSet());
        assertEquals(declaring, DeclaredSettings.DECLARING_INTERFACES.stream().map(Class::getName).collect(Collectors.toSet()));
    }

    @Test
    void distanceCountsInsertionsDeletionsAndReplacements() {
        assertEquals(3, DeclaredSettings.editDistance("kitten", "sitting"));
        assertEquals(4, DeclaredSettings.editDistance("", "four"));
    }
}
