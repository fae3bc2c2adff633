package com.leadlex.graphql.leadlex;

import java.util.HashMap;
import java.util.Map;

/** With the cache on; one attempt a look-up, and a circuit that opens soon. */
public class CacheProfile extends RawLeadlexProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
        settings.putAll(Map.of("leadlex.cache.ttl", "200S", "leadlex.cache.stale-if-error", "600S", "leadlex.retry.max", "0",
                "leadlex.timeout.attempt", "2S", "leadlex.circuit.window", "4", "leadlex.circuit.delay", "60S"));
        return settings;
    }
}
