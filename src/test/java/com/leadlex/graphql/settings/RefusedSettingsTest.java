package com.leadlex.graphql.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A setting that would carry a key to somebody else, or write it down, stops the start with one line. */
class RefusedSettingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '=', value = {
            "quarkus.rest-client.leadlex.follow-redirects=true",
            "quarkus.rest-client.follow-redirects=true",
            "quarkus.rest-client.\"com.leadlex.graphql.leadlex.LeadlexClient\".follow-redirects=true",
            "quarkus.rest-client.LeadlexClient.follow-redirects=yes",
            "leadlex/mp-rest/followRedirects=true",
            "com.leadlex.graphql.leadlex.LeadlexClient/mp-rest/followRedirects=true",
            "quarkus.rest-client.logging.scope=request-response",
            "quarkus.rest-client.leadlex.logging.scope=all",
            "quarkus.rest-client.leadlex.verify-host=false",
            "quarkus.rest-client.leadlex.hostname-verifier=io.quarkus.restclient.NoopHostnameVerifier",
            "quarkus.rest-client.leadlex.uri=https://other.example",
            "quarkus.rest-client.\"com.leadlex.graphql.leadlex.LeadlexClient\".override-uri=https://other.example",
            "leadlex/mp-rest/url=https://other.example",
            "quarkus.rest-client.leadlex.headers.Authorization=Bearer x",
            "quarkus.rest-client.headers.\"authorization\"=Bearer x",
            "QUARKUS_REST_CLIENT_LEADLEX_HEADERS_AUTHORIZATION=Bearer x",
            "quarkus.tls.trust-all=true",
            "quarkus.tls.hostname-verification-algorithm=none",
            "quarkus.otel.instrument.vertx-http=true",
            "javax.net.debug=ssl,handshake,data",
            "javax.net.debug=all" })
    void aSettingThatRevealsKeysStopsTheStart(String name, String value) {
        List<String> mistakes = check(Map.of(name, value));
        assertEquals(1, mistakes.size(), mistakes::toString);
        assertTrue(mistakes.get(0).startsWith(name + " must "), mistakes::toString);
        assertEquals(1, mistakes.get(0).lines().count());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', value = {
            "quarkus.rest-client.leadlex.follow-redirects=FALSE",
            "quarkus.rest-client.logging.scope=none",
            "quarkus.rest-client.leadlex.verify-host=true",
            "quarkus.rest-client.leadlex.url=https://leadlex.example",
            "quarkus.rest-client.leadlex.headers.\"X-Tenant\"=a",
            "quarkus.tls.trust-all=false",
            "quarkus.tls.other.trust-all=true",
            "javax.net.debug=ssl:handshake",
            "quarkus.http.access-log.enabled=false" })
    void aHarmlessSettingIsAccepted(String name, String value) {
        assertEquals(List.of(), check(Map.of(name, value)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "common", "combined", "long", "%h \"%r\"", "%{i,Authorization}", "%a %U", "%{REQUEST_URL}", "%q",
            "%R",
            "%{ALL_REQUEST_HEADERS}", "%{q,query}", "" })
    void anAccessLogWithUrlsOrHeadersStopsTheStart(String pattern) {
        Map<String, String> set = new HashMap<>(Map.of("quarkus.http.access-log.enabled", "true"));
        if (!pattern.isEmpty()) {
            set.put("quarkus.http.access-log.pattern", pattern);
        }
        assertEquals(1, check(set).size());
    }

    @ParameterizedTest
    @ValueSource(strings = { "%a %t %m %s %b %D", "%{time,HH:mm} %s" })
    void anAccessLogWithoutThemIsAccepted(String pattern) {
        assertEquals(List.of(),
                check(Map.of("quarkus.http.access-log.enabled", "true", "quarkus.http.access-log.pattern", pattern)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "quarkus.tls.mine.trust-all", "quarkus.tls.\"mine\".trust-all" })
    void theTlsSettingsOfTheClientMustVerify(String name) {
        assertEquals(1, check(Map.of("quarkus.rest-client.leadlex.tls-configuration-name", "mine", name, "true")).size());
    }

    private static List<String> check(Map<String, String> set) {
        return ConfigurationCheck.findMistakes(set.keySet(), set::get);
    }
}
