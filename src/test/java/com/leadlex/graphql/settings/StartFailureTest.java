package com.leadlex.graphql.settings;

import java.net.BindException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Any mistake in the configuration stops the start with a line that says what to set: no name of Java's, no value. */
class StartFailureTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "java.lang.IllegalArgumentException: SRCFG00039: The config property quarkus.redis.timeout with the config value \"secret\" threw an Exception"
                    + "| quarkus.redis.timeout cannot be read: its value is of the wrong kind.",
            "java.util.NoSuchElementException: SRCFG00040: The config property quarkus.http.port is defined as the empty String"
                    + "| PORT (quarkus.http.port) is empty: give it a value, or leave it out.",
            "java.util.NoSuchElementException: SRCFG00011: Could not expand value secret in property facade.limits.depth"
                    + "| facade.limits.depth refers to a variable that is not set.",
            "java.util.NoSuchElementException: SRCFG00014: The config property mp.jwt.x is required but it could not be found"
                    + "| mp.jwt.x must be set.",
            "SRCFG00039: The config property quarkus.rest-client.\"com.example.Client\".read-timeout with the config value \"secret\""
                    + "| quarkus.rest-client.leadlex.read-timeout cannot be read: its value is of the wrong kind." })
    void rewritesMessagesOfTheConfiguration(String said, String told) {
        assertEquals(List.of(told),
                StartFailure
                        .explain(
                                new IllegalStateException(new ConfigValidationException(new Problem[] { new Problem(said) }))));
    }

    @Test
    void aSentenceOfOursStaysAsItIs() {
        assertEquals(List.of("set LEADLEX_API_KEY.", "set PORT."), StartFailure
                .explain(new IllegalStateException(
                        new ConfigurationException("set LEADLEX_API_KEY." + System.lineSeparator() + "set PORT."))));
    }

    @Test
    void reportsAPortInUse() {
        assertEquals(List.of("Port 8080 seems to be in use by another process: set PORT to another one."),
                StartFailure
                        .explain(new IllegalStateException(new QuarkusBindException("0.0.0.0", 8080, new BindException()))));
    }

    @ParameterizedTest
    @CsvSource({ "io.vertx.redis.client.impl.RedisURI,'quarkus.redis.* '",
            "io.quarkus.vertx.http.runtime.cors.CORSFilter,'quarkus.http.* '",
            "io.opentelemetry.sdk.Sampler,'OTEL_* and quarkus.otel.* '", "java.util.ArrayList,''" })
    void namesTheSettingsOfTheClassThatFailed(String failed, String settings) {
        IllegalStateException deepest = new IllegalStateException("secret");
        deepest.setStackTrace(
                new StackTraceElement[] { new StackTraceElement("java.lang.Integer", "parseInt", "Integer.java", 1),
                        new StackTraceElement(failed, "read", "File.java", 1) });
        assertEquals(
                List.of("The service cannot start with the current " + settings
                        + "settings; QUARKUS_LOG_LEVEL=DEBUG shows where it"
                        + " fails."),
                StartFailure.explain(new IllegalStateException("secret", deepest)));
    }
}
