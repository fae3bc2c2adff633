package com.leadlex.graphql.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HttpProxyTest {

    private static final String LEADLEX = ComputedDefaults.DEFAULT_LEADLEX_URL;

    @ParameterizedTest
    @ValueSource(strings = { "http://proxy:3128", "http://proxy:3128/", "proxy:3128", "HTTP://proxy:3128",
            "http://user:pw@proxy:3128" })
    void readsTheVariableOfTheScheme(String value) {
        for (String name : new String[] { "HTTPS_PROXY", "https_proxy" }) {
            assertEquals(value, HttpProxy.proxyUrlFor(LEADLEX, Map.of(name, value, "HTTP_PROXY", "http://other:1")::get));
            Url proxy = HttpProxy.parseProxyUrl(value);
            assertEquals("proxy:3128", proxy.host() + ":" + proxy.port());
        }
        assertEquals("http://other:1", HttpProxy.proxyUrlFor("http://leadlex.internal",
                Map.of("HTTPS_PROXY", value, "HTTP_PROXY", "http://other:1")::get));
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://proxy:3128", "socks5://proxy:1080", "http://proxy", "http://", "proxy", "http://pro xy:1",
            "http://proxy:99999", "http://proxy:3128/path", "http://a_b:3128" })
    void anInvalidProxyIsReportedWithoutItsValue(String value) {
        assertNull(HttpProxy.parseProxyUrl(value));
        for (String name : new String[] { "HTTPS_PROXY", "HTTP_PROXY", "facade.auth.jwks-proxy" }) {
            List<String> mistakes = ConfigurationCheck.findMistakes(List.of(name), Map.of(name, value)::get);
            assertEquals(1, mistakes.size(), mistakes::toString);
            assertTrue(mistakes.get(0).startsWith(name + " must be http://host:port"), mistakes::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "*", "data.leadlex.com", "leadlex.com", ".leadlex.com", "*.leadlex.com",
            "other, data.LEADLEX.com", "a b leadlex.com", "data.leadlex.com:443" })
    void noProxyExemptsTheHost(String exempt) {
        assertNull(HttpProxy.proxyUrlFor("https://data.leadlex.com:443/x",
                Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", exempt)::get));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "lead.com", "adlex.com", "data.leadlex.com.example", "data.leadlex.com:8443", "com.", "," })
    void noProxyExemptsNoOtherHost(String exempt) {
        assertEquals("http://proxy:3128",
                HttpProxy.proxyUrlFor(LEADLEX, Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", exempt)::get));
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://localhost:8080", "http://127.0.0.1", "http://[::1]:9", "http://x.localhost" })
    void thisMachineIsReachedDirectly(String url) {
        assertNull(HttpProxy.proxyUrlFor(url, Map.of("HTTP_PROXY", "http://proxy:3128")::get));
    }

    @Test
    void variablesBecomeSettingsOfTheClient() {
        Map<String, String> set = new HashMap<>(Map.of("HTTPS_PROXY", "http://me:p%40ss@proxy:3128",
                "mp.jwt.verify.publickey.location", "https://issuer.example/jwks"));
        assertEquals(Map.of("quarkus.rest-client.leadlex.proxy-address", "proxy:3128",
                "quarkus.rest-client.leadlex.proxy-user", "me", "quarkus.rest-client.leadlex.proxy-password", "p@ss",
                "facade.auth.jwks-proxy", "http://me:p%40ss@proxy:3128"), HttpProxy.settingsFor(LEADLEX, set::get));
        assertEquals(1, HttpProxy.settingsFor("http://localhost:4711", set::get).size(), "the stand-in is on this machine");
    }
}
