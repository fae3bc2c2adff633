package com.leadlex.graphql.client;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The edition of September 2026 of GraphQL over HTTP. */
public class September2026 implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("facade.http.edition", "2026");
    }
}
