package com.leadlex.graphql.settings;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;

/**
 * Explains why a start failed, in lines that say what to set.
 * Replaces messages of libraries, which contain names of Java classes, and values that may be secrets.
 */
final class StartFailure {

    /** The setting in a library's message. */
    private static final Pattern SETTING_IN_MESSAGE = Pattern.compile("(?:property|for:) (\\S+)");
    /** The Leadlex client by its class name, as Quarkus names it in messages. */
    private static final Pattern CLIENT_CLASS_NAME = Pattern.compile("\"[\\w.]+Client\"");

    private static final Map<String, String> SENTENCE_BY_CODE = Map.of(
            "SRCFG00011", " refers to a variable that is not set.",
            "SRCFG00014", " must be set.",
            "SRCFG00040", " is empty: give it a value, or leave it out.");

    /** Groups of settings by a part of the failed class's name. */
    private static final Map<String, String> SETTINGS_BY_CLASS_NAME_PART = Map.of(
            ".redis.", "quarkus.redis.*",
            ".opentelemetry.", "OTEL_* and quarkus.otel.*",
            "io.quarkus.vertx.http.", "quarkus.http.*",
            ".rest.client.", "quarkus.rest-client.leadlex.*",
            "io.quarkus.vertx.core.", "quarkus.vertx.*",
            "io.quarkus.tls.", "quarkus.tls.*",
            ".jwt.", "mp.jwt.* and smallrye.jwt.*",
            "com.leadlex.graphql.", "facade.* and leadlex.*");

    private StartFailure() {
    }

    static List<String> explain(Throwable failure) {
        Throwable deepestCause = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigValidationException validation) {
                return IntStream.range(0, validation.getProblemCount())
                        .mapToObj(problemIndex -> rewriteMessage(validation.getProblem(problemIndex).getMessage())).toList();
            }
            if (cause instanceof ConfigurationException configurationException) {
                return String.valueOf(configurationException.getMessage()).lines().filter(line -> !line.isBlank())
                        .map(StartFailure::rewriteMessage).toList();
            }
            if (cause instanceof QuarkusBindException bindFailure) {
                return List.of(QuarkusBindException.isKnownHost(bindFailure.getHost())
                        ? "Port " + bindFailure.getPort() + " seems to be in use by another process: set PORT to another one."
                        : "Cannot bind to quarkus.http.host: set it to an address of this machine, and PORT to a port that no other"
                                + " process has.");
            }
            deepestCause = cause;
        }
        return List.of("The service cannot start with the current " + (settingsGroupOf(deepestCause) + " settings").strip()
                + "; QUARKUS_LOG_LEVEL=DEBUG shows where it fails.");
    }

    /** Rewrites a library's message; this service's own messages stay as they are. */
    private static String rewriteMessage(String message) {
        Matcher settingMatcher = SETTING_IN_MESSAGE.matcher(message);
        boolean isOwnMessage = !message.contains("SRCFG") && !message.startsWith("Failed to load config value");
        if (isOwnMessage || !settingMatcher.find()) {
            return message;
        }
        String settingName = CLIENT_CLASS_NAME.matcher(settingMatcher.group(1)).replaceFirst("leadlex");
        return Rule.shownName(settingName)
                + SENTENCE_BY_CODE.entrySet().stream().filter(code -> message.contains(code.getKey())).map(Map.Entry::getValue)
                        .findFirst().orElse(" cannot be read: its value is of the wrong kind.");
    }

    private static String settingsGroupOf(Throwable failure) {
        return Stream.of(failure.getStackTrace()).map(StackTraceElement::getClassName)
                .flatMap(className -> SETTINGS_BY_CLASS_NAME_PART.entrySet().stream()
                        .filter(group -> className.contains(group.getKey())))
                .map(Map.Entry::getValue).findFirst().orElse("");
    }
}
