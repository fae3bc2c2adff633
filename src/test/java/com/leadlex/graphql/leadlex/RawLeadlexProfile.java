package com.leadlex.graphql.leadlex;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The service with short times, calling a port on which the test itself listens, or does not. */
public class RawLeadlexProfile implements QuarkusTestProfile {

    /** For a bad day with all log categories at TRACE. */
    protected static final Map<String, String> TRACED = Map.of("quarkus.log.min-level", "TRACE", "quarkus.log.level", "TRACE",
            "quarkus.log.console.level", "ERROR", "leadlex.timeout.attempt", "500MS", "leadlex.max-response-bytes", "10000",
            "leadlex.circuit.window", "1000");

    static final String PORT = "test.leadlex.port";

    @Override
    public Map<String, String> getConfigOverrides() {
        String port = String.valueOf(freePort());
        System.setProperty(PORT, port);
        return Map.of("quarkus.rest-client.leadlex.url", "http://localhost:" + port + "/base/",
                "quarkus.wiremock.devservices.enabled", "false", "leadlex.timeout.attempt", "2S", "leadlex.timeout.total",
                "4S", "leadlex.retry.delay", "20MS", "leadlex.retry.jitter", "10MS", "leadlex.circuit.delay", "1S");
    }

    public static int port() {
        return Integer.getInteger(PORT);
    }

    protected static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
