package com.leadlex.graphql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process of its own of what was packaged, on a port that is free: the jar, with its AOT cache where docker/AotCache.java has
 * made one, or the executable.
 */
public final class PackagedProcess implements AutoCloseable {

    /**
     * Compiles as for a service that lives long: for tests that measure, whose tag {@code measuring} lets them run alone.
     * Others
     * start a third cheaper without it.
     */
    public static final String ALL_COMPILERS = "-XX:TieredStopAtLevel=4";

    /** A busy machine starts it slowly. */
    private static final long START_SECONDS = 120;
    private static final Pattern LISTENING = Pattern.compile("Listening on: https?://[^:\"]+:(\\d+)");

    private final Process process;
    private final Path output;

    private PackagedProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** @param properties as {@code -Dname=value} */
    public static PackagedProcess start(List<String> properties, Map<String, String> environment) throws IOException {
        Path output = Files.createTempFile("service", ".log");
        Process process = builder(properties, environment).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        return new PackagedProcess(process, output);
    }

    /** With no more files and sockets than so many, as {@code ulimit -n} says. */
    static PackagedProcess start(int openFiles, List<String> properties, Map<String, String> environment) throws IOException {
        Path output = Files.createTempFile("service", ".log");
        ProcessBuilder builder = builder(properties, environment);
        builder.command().addAll(0, List.of("bash", "-c", "ulimit -n " + openFiles + " && exec \"$@\"", "-"));
        return new PackagedProcess(builder.redirectErrorStream(true).redirectOutput(output.toFile()).start(), output);
    }

    /** For what it should do with its output. */
    static ProcessBuilder builder(List<String> properties, Map<String, String> environment) throws IOException {
        Path packaged = Path.of("target", artifact("path"));
        ProcessBuilder builder = new ProcessBuilder(command(packaged, properties));
        if (Files.exists(packaged.resolveSibling("app.aot"))) {
            // The cache is refused when the jar's path is another one than it was made with.
            List<String> options = new ArrayList<>(properties);
            options.addAll(0, List.of("-XX:AOTCache=app.aot", "-XX:AOTMode=on"));
            builder = new ProcessBuilder(command(packaged.getFileName(), options)).directory(packaged.getParent().toFile());
        }
        builder.environment().put("PORT", "0");
        builder.environment().putAll(environment);
        return builder;
    }

    /** Whether it is an executable, which has no classes to load. */
    static boolean isNative() throws IOException {
        return artifact("type").startsWith("native");
    }

    private static String artifact(String what) throws IOException {
        Properties artifact = new Properties();
        try (var in = Files.newBufferedReader(Path.of("target/quarkus-artifact.properties"))) {
            artifact.load(in);
        }
        return artifact.getProperty(what);
    }

    private static List<String> command(Path jarOrExecutable, List<String> properties) throws IOException {
        List<String> command = new ArrayList<>();
        if (isNative()) {
            command.add(jarOrExecutable.toString());
            command.addAll(properties);
            command.removeIf(property -> property.startsWith("-XX:"));
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-XX:TieredStopAtLevel=1");
            command.addAll(properties);
            command.addAll(List.of("-jar", jarOrExecutable.toString()));
        }
        return command;
    }

    /** Waits until it serves. */
    public int port() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < end && process.isAlive()) {
            OptionalInt port = port(output());
            if (port.isPresent()) {
                return port.getAsInt();
            }
            Thread.sleep(10);
        }
        throw new AssertionError("It does not serve:\n" + output());
    }

    /** The port that it says it listens on. */
    static OptionalInt port(String output) {
        Matcher listening = LISTENING.matcher(output);
        return listening.find() ? OptionalInt.of(Integer.parseInt(listening.group(1))) : OptionalInt.empty();
    }

    /** How many files and sockets it has open; Linux tells it. */
    public long openFiles() throws IOException {
        try (var files = Files.list(Path.of("/proc", String.valueOf(process.pid()), "fd"))) {
            return files.count();
        }
    }

    /** What it holds of the machine's memory, in MiB; Linux tells it. */
    public long residentMebibytes() throws IOException {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            String resident = lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(resident.replaceAll("\\D", "")) / 1024;
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it has ended by itself. */
    public int exitCode() throws IOException, InterruptedException {
        return exitCode(TimeUnit.SECONDS.toMillis(START_SECONDS));
    }

    public int exitCode(long withinMillis) throws IOException, InterruptedException {
        if (!process.waitFor(withinMillis, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("It did not end:\n" + output());
        }
        return process.exitValue();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    public String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    /** Line by line, since a busy one writes more than a heap holds. */
    public boolean said(String text) throws IOException {
        try (var lines = Files.lines(output, StandardCharsets.UTF_8)) {
            return lines.anyMatch(line -> line.contains(text));
        }
    }

    /** Waits for a line of its log, which a thread of its own writes, after the answer that it is about. */
    void awaitLine(String text) throws IOException, InterruptedException {
        for (int i = 0; !said(text); i++) {
            if (i == 1_000) {
                throw new AssertionError("It does not say '" + text + "':\n" + output());
            }
            Thread.sleep(10);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        Files.delete(output);
    }
}
