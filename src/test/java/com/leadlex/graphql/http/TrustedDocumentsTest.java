package com.leadlex.graphql.http;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.util.HashUtil;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import static org.hamcrest.CoreMatchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** {@code facade.documents=trusted}. */
@QuarkusTest
@TestProfile(TrustedDocumentsTest.Trusted.class)
class TrustedDocumentsTest {

    public static class Trusted implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("facade.documents", "trusted");
        }
    }

    private static Map<String, Object> persisted(String hash) {
        return Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", hash));
    }

    @Test
    void anUnlistedDocumentIsRefused() {
        Ask.query("{ __typename }").statusCode(200).body("errors[0].extensions.code", equalTo("DOCUMENT_NOT_TRUSTED"));
        Ask.post(Ask.GRAPHQL_RESPONSE, Map.of("query", "{ __typename }")).statusCode(400);
        Ask.post(Map.of("query", "{ __typename }", "extensions", persisted(HashUtil.sha256("{ __typename }"))))
                .body("errors[0].extensions.code", equalTo("DOCUMENT_NOT_TRUSTED"));
        Ask.post(Map.of("extensions", persisted("0".repeat(64)))).body("errors[0].extensions.code",
                equalTo("DOCUMENT_NOT_TRUSTED"));
        Ask.post(Map.of("documentId", "sha256:x")).body("errors[0].extensions.code", equalTo("DOCUMENT_NOT_TRUSTED"));
    }

    @Test
    void eachListedDocumentRunsByIdByHashAndByText() {
        assertFalse(Operation.all().isEmpty());
        Map<String, Object> variables = Map.of("id", "act_call");
        for (Operation operation : Operation.all()) {
            for (Map<String, Object> request : java.util.List.<Map<String, Object>> of(
                    Map.of("documentId", "sha256:" + operation.hash(), "variables", variables),
                    Map.of("extensions", persisted(operation.hash()), "variables", variables),
                    Map.of("query", operation.text(), "extensions", persisted(operation.hash()), "variables", variables),
                    Map.of("query", operation.text(), "variables", variables))) {
                Ask.post(request).statusCode(200).body("containsKey('data')", equalTo(true));
            }
        }
    }
}
