package com.leadlex.graphql.leadlex;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.memory.UnboundedMemory;
import com.leadlex.graphql.observability.OtlpReceiver;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import static org.junit.jupiter.api.Assertions.assertFalse;

/** A caller's key is a secret. */
@QuarkusTest
@TestProfile(SecretsTest.Profile.class)
class SecretsTest extends SecretsScenario {

    private static final String KEY = "wbk_s3cretOfACaller";

    public static class Profile extends RawLeadlexProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.putAll(TRACED);
            return overrides;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(OtlpReceiver.class));
        }
    }

    @Override
    String credential() {
        return KEY;
    }

    @Override
    List<String> secrets() {
        return List.of(KEY);
    }

    @Test
    void noTypeWithAKeyShowsIt() {
        ApiKey key = ApiKey.of(KEY);
        for (Object holder : List.of(key, key.fingerprint(), new Credential.Usable(key),
                new Lookup("act_1", key, "r-1", null, false, UnboundedMemory.create()))) {
            assertFalse(holder.toString().contains("s3cret"), holder::toString);
        }
    }
}
