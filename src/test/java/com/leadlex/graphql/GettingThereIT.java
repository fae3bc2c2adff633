package com.leadlex.graphql;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.response.ValidatableResponse;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** An HTTP proxy, a CA of one's own, a client certificate: each works as the docs say, or fails with a line that says why. */
class GettingThereIT {

    private static final String CLIENT = "QUARKUS_REST_CLIENT_LEADLEX_";

    @TempDir
    static Path folder;

    @Test
    void throughTheProxyOfTheEnvironment() throws Exception {
        try (TlsLeadlex leadlex = new TlsLeadlex(folder, false); LocalProxy proxy = new LocalProxy(leadlex.port(), null)) {
            Map<String, String> environment = trusting(leadlex, "https://leadlex.test");
            environment.put("HTTPS_PROXY", "http://me:secret@localhost:" + proxy.port());
            try (PackagedProcess service = PackagedProcess.start(List.of(), environment)) {
                ask(service).body("data.activity.id", equalTo("act_1"));
            }
            String head = proxy.heads().get(0);
            assertTrue(head.startsWith("CONNECT leadlex.test:443 HTTP/1.1\r\n"), head);
            String user = Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.US_ASCII));
            assertTrue(head.toLowerCase().contains(("proxy-authorization: Basic " + user).toLowerCase()), head);
            assertFalse(head.contains("wbk_"), head);
        }
    }

    @Test
    void throughTheProxyOfTheSettings() throws Exception {
        try (TlsLeadlex leadlex = new TlsLeadlex(folder, false); LocalProxy proxy = new LocalProxy(leadlex.port(), null)) {
            Map<String, String> environment = trusting(leadlex, "https://leadlex.test");
            environment.put("HTTPS_PROXY", "http://proxy.invalid:1");
            try (PackagedProcess service = PackagedProcess.start(
                    List.of("-Dquarkus.rest-client.leadlex.proxy-address=localhost:" + proxy.port()), environment)) {
                ask(service).body("data.activity.id", equalTo("act_1"));
            }
            assertEquals(1, proxy.heads().size());
        }
    }

    @Test
    void aProxyThatWantsAPasswordIsReportedInTheLog() throws Exception {
        try (LocalProxy proxy = new LocalProxy(0, "HTTP/1.1 407 Proxy Authentication Required");
                PackagedProcess service = PackagedProcess.start(List.of(), Map.of("LEADLEX_URL", "https://leadlex.test",
                        "HTTPS_PROXY", "http://localhost:" + proxy.port()))) {
            ask(service).body("errors[0].extensions.code", equalTo("UPSTREAM_UNAVAILABLE"));
            assertWarned(service, "407");
        }
    }

    @Test
    void theIssuersKeysAreFetchedThroughTheProxy() throws Exception {
        try (LocalProxy proxy = new LocalProxy(0, "HTTP/1.1 503 Unavailable");
                PackagedProcess service = PackagedProcess.start(List.of(), Map.of("FACADE_AUTH_MODE", "server",
                        "LEADLEX_API_KEY", "wbk_own", "MP_JWT_VERIFY_ISSUER", "me", "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                        "http://issuer.test/jwks", "HTTP_PROXY", "http://localhost:" + proxy.port()))) {
            ask(service).body("errors[0].extensions.code", equalTo("UNAUTHENTICATED"));
            for (int i = 0; proxy.heads().isEmpty() && i < 1_000; i++) {
                Thread.sleep(10);
            }
            assertTrue(proxy.heads().get(0).startsWith("GET http://issuer.test/jwks HTTP/1.1\r\n"), proxy.heads()::toString);
        }
    }

    @Test
    void aClientCertificate() throws Exception {
        try (TlsLeadlex leadlex = new TlsLeadlex(folder, true)) {
            Map<String, String> environment = trusting(leadlex, "https://localhost:" + leadlex.port());
            environment.put(CLIENT + "KEY_STORE", leadlex.keyStore().toString());
            environment.put(CLIENT + "KEY_STORE_PASSWORD", TlsLeadlex.PASSWORD);
            environment.put(CLIENT + "KEY_STORE_TYPE", "PKCS12");
            try (PackagedProcess service = PackagedProcess.start(List.of(), environment)) {
                ask(service).body("data.activity.id", equalTo("act_1"));
            }
        }
    }

    @Test
    void whatCannotWorkStopsTheStart() throws Exception {
        Path garbage = Files.writeString(folder.resolve("garbage.p12"), "no store");
        refuses(Map.of("HTTPS_PROXY", "socks5://proxy:1080"), "HTTPS_PROXY must be http://host:port");
        refuses(Map.of(CLIENT + "KEY_STORE", garbage.toString(), CLIENT + "KEY_STORE_PASSWORD", "secret",
                CLIENT + "KEY_STORE_TYPE", "PKCS12"), "the current quarkus.rest-client.leadlex.* settings");
    }

    private static void refuses(Map<String, String> environment, String line) throws Exception {
        try (PackagedProcess service = PackagedProcess.start(List.of(), environment)) {
            assertEquals(1, service.exitCode(), service.output());
            assertEquals(1, service.output().lines().filter(it -> it.contains(line)).count(), service.output());
            assertFalse(service.output().contains("Exception") || service.output().contains("secret"), service.output());
        }
    }

    private static Map<String, String> trusting(TlsLeadlex leadlex, String url) {
        return new HashMap<>(Map.of("LEADLEX_URL", url, CLIENT + "TRUST_STORE", leadlex.trustStore().toString(),
                CLIENT + "TRUST_STORE_PASSWORD", TlsLeadlex.PASSWORD, CLIENT + "TRUST_STORE_TYPE", "PKCS12"));
    }

    private static ValidatableResponse ask(PackagedProcess service) throws Exception {
        return ask(service.port());
    }

    private static ValidatableResponse ask(int port) {
        return given().port(port).contentType("application/json").header("Authorization", "Bearer wbk_there")
                .body(Map.of("query", "{ activity(id: \"act_1\") { id } }")).post("/graphql").then().statusCode(200);
    }

    private static void assertWarned(PackagedProcess service, String reason) throws Exception {
        service.awaitLine(reason);
        assertEquals(1, service.output().lines()
                .filter(line -> line.contains("Leadlex cannot be reached") && line.contains(reason)).count(), service.output());
    }
}
