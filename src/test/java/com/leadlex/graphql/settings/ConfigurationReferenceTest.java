package com.leadlex.graphql.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import io.smallrye.config.common.utils.StringUtil;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The table of settings in docker/CONFIGURATION.md is what the configuration interfaces and their javadoc say. After a change
 * of these,
 * {@code ./mvnw test -Dtest=ConfigurationReferenceTest -Dsettings.write=true} writes the table anew.
 */
class ConfigurationReferenceTest {

    private static final Path REFERENCE = Path.of("docker/CONFIGURATION.md");
    private static final String START = "<!-- settings: written by ConfigurationReferenceTest -->\n";
    private static final String END = "<!-- end of settings -->";

    @Test
    void theReferenceNamesEachSettingWithItsMeaningAndDefault() throws IOException {
        String reference = Files.readString(REFERENCE);
        int start = reference.indexOf(START) + START.length();
        int end = reference.indexOf(END);
        if (Boolean.getBoolean("settings.write")) {
            Files.writeString(REFERENCE, reference.substring(0, start) + table() + reference.substring(end));
        } else {
            assertEquals(table(), reference.substring(start, end),
                    "The reference is not up to date; see this class for how to write it anew");
        }
    }

    private static String table() {
        Map<String, String> rows = new TreeMap<>();
        for (Class<?> type : DeclaredSettings.DECLARING_INTERFACES) {
            addRows(type.getAnnotation(ConfigMapping.class).prefix(), type, source(type), rows);
        }
        return "| property | meaning | default |\n|---|---|---|\n" + String.join("", rows.values());
    }

    private static void addRows(String prefix, Class<?> type, String source, Map<String, String> rows) {
        String body = source.substring(source.indexOf("interface " + type.getSimpleName() + " {"));
        for (Method method : type.getDeclaredMethods()) {
            if (Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            WithName named = method.getAnnotation(WithName.class);
            String name = method.isAnnotationPresent(WithParentName.class) ? prefix
                    : prefix + "." + (named == null ? StringUtil.skewer(method.getName()) : named.value());
            if (method.getReturnType().isInterface() && method.getReturnType().getEnclosingClass() != null) {
                addRows(name, method.getReturnType(), source, rows);
            } else {
                rows.put(name, "| `%s` | %s | %s |\n".formatted(name, meaning(body, method), defaultOf(method)));
            }
        }
    }

    private static String defaultOf(Method method) {
        WithDefault value = method.getAnnotation(WithDefault.class);
        if (value == null) {
            assertEquals(Optional.class, method.getReturnType(), method + " needs a default");
            return "none";
        }
        return value.value();
    }

    /** The javadoc in front of the method. */
    private static String meaning(String body, Method method) {
        Matcher matcher = Pattern.compile(
                "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*[\\w<>.]+ " + method.getName() + "\\(\\);",
                Pattern.DOTALL).matcher(body);
        if (!matcher.find()) {
            throw new AssertionError(method + " needs javadoc");
        }
        return matcher.group(1).replaceAll("\\n\\s*\\*", " ").replaceAll("\\{@code ([^}]*)}", "`$1`").replaceAll("\\s+", " ")
                .strip();
    }

    private static String source(Class<?> type) {
        try {
            return Files
                    .readString(Path.of("src/main/java", type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
