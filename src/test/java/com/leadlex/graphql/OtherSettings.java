package com.leadlex.graphql;

import java.util.List;
import java.util.Map;

import com.leadlex.graphql.observability.OtlpReceiver;

import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * Settings that differ from their defaults, for all tests that need one of them, and a collector of spans: each profile is
 * built
 * and started by itself.
 */
public class OtherSettings implements QuarkusTestProfile {

    public static final String ORIGIN = "https://app.example";

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(OtlpReceiver.class));
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("facade.http.edition", "2026", "facade.graphiql.enabled", "false",
                "quarkus.http.cors.enabled", "true", "quarkus.http.cors.origins", ORIGIN,
                "quarkus.http.idle-timeout", "2S", "facade.http.body-timeout", "600MS", "facade.http.unread-timeout", "1S");
    }
}
