package com.leadlex.graphql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** What `package` made: the jar or the executable. */
final class Packaged {

    private Packaged() {
    }

    /** Runs it. */
    static List<String> command(List<String> options) throws IOException {
        Properties artifact = new Properties();
        try (var in = Files.newBufferedReader(Path.of("target/quarkus-artifact.properties"))) {
            artifact.load(in);
        }
        String path = Path.of("target", artifact.getProperty("path")).toString();
        List<String> command = new ArrayList<>();
        if (artifact.getProperty("type").startsWith("native")) {
            command.add(path);
            command.addAll(options);
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("-jar", path));
        }
        return command;
    }
}
