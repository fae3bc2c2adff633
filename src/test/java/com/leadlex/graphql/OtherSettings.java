package com.leadlex.graphql;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Settings that differ from their defaults, for all tests that need one of them: each profile is a start of its own. */
public class OtherSettings implements QuarkusTestProfile {

    public static final String ORIGIN = "https://app.example";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("facade.http.edition", "2026", "facade.graphiql.enabled", "false",
                "quarkus.http.cors.enabled", "true", "quarkus.http.cors.origins", ORIGIN,
                "quarkus.http.idle-timeout", "2S", "facade.http.body-timeout", "600MS", "facade.http.unread-timeout", "1S");
    }
}
