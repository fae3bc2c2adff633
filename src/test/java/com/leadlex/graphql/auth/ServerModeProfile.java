package com.leadlex.graphql.auth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.leadlex.graphql.leadlex.RawLeadlexProfile;
import com.leadlex.graphql.observability.OtlpReceiver;

/** Leadlex is called with the service's own key; as {@link #TRACED}, and each span is sent. */
public class ServerModeProfile extends RawLeadlexProfile {

    private static final String ISSUER_PORT = "test.issuer.port";

    public static final String KEY = "wbk_of_the_server";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.putAll(TRACED);
        overrides.put("facade.auth.mode", "server");
        // Known before the service is put together: else Quarkus makes up a key pair for tests, and takes that one.
        String port = String.valueOf(freePort());
        System.setProperty(ISSUER_PORT, port);
        overrides.put("mp.jwt.verify.issuer", Issuer.NAME);
        // Not 0, which would be taken for the default, 60.
        overrides.put("mp.jwt.verify.clock.skew", "1");
        overrides.put("mp.jwt.verify.audiences", Issuer.AUDIENCE);
        overrides.put("mp.jwt.verify.publickey.location", "http://localhost:" + port + "/jwks");
        overrides.put("facade.auth.jwks-pause", "100MS");
        overrides.put("facade.auth.jwks-refresh", "1S");
        overrides.put("leadlex.api-key", KEY);
        return overrides;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(OtlpReceiver.class));
    }

    public static int issuerPort() {
        return Integer.getInteger(ISSUER_PORT);
    }

    /**
     * The platform in front decides who may call. A browser meets CORS for one origin. An outage that all keys meet counts, and
     * retries are few, as the service is set by default.
     */
    public static class Anonymous extends RawLeadlexProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("leadlex.shared-circuit.window", "100");
            overrides.put("leadlex.retry.budget-floor", "10");
            overrides.put("facade.auth.mode", "server");
            overrides.put("facade.auth.allow-anonymous", "true");
            // As a file of secrets has it.
            overrides.put("leadlex.api-key", KEY + "\n");
            overrides.put("quarkus.http.cors.enabled", "true");
            overrides.put("quarkus.http.cors.origins", "https://app.example");
            return overrides;
        }
    }
}
