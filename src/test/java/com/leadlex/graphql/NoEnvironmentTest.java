package com.leadlex.graphql;

import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
class NoEnvironmentTest {

    private final Config config = ConfigProvider.getConfig();

    @Test
    void testsReadNoEnvironment() {
        assertFalse(System.getenv("PATH").isEmpty());
        assertTrue(config.getOptionalValue("PATH", String.class).isEmpty());
        for (ConfigSource source : config.getConfigSources()) {
            assertFalse(source.getName().contains("EnvConfigSource"), source.getName());
            assertFalse(source.getName().contains(".env"), source.getName());
        }
    }

    @Test
    void testsCallTheStandIn() {
        assertEquals("http://localhost:" + config.getValue("quarkus.wiremock.devservices.port", String.class),
                config.getValue("quarkus.rest-client.leadlex.url", String.class));
    }

    @Test
    void testsReadTheSettingsOfTheService() {
        assertTrue(StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .anyMatch("quarkus.rest-client.leadlex.connect-timeout"::equals));
    }
}
