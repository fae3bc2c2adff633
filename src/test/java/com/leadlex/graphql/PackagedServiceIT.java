package com.leadlex.graphql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What `package` puts into target/quarkus-app, the part that is deployed. */
class PackagedServiceIT {

    private static final Path APP = Path.of("target/quarkus-app");
    private static final Pattern NOT_FOR_PRODUCTION = Pattern
            .compile("wiremock|kotlin|junit|rest-assured|archunit|graphql-client");

    @Test
    void theProductionClassPathHasNoStandInNoTestLibraryAndNoKotlin() throws IOException {
        assumeTrue(Files.isDirectory(APP), "a native build has no class path");
        try (var files = Files.walk(APP)) {
            List<String> jars = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar")).toList();
            assertTrue(jars.size() > 50, "found only " + jars);
            assertEquals(List.of(), jars.stream().filter(jar -> NOT_FOR_PRODUCTION.matcher(jar).find()).toList());
        }
    }
}
