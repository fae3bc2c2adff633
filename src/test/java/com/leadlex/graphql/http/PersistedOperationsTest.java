package com.leadlex.graphql.http;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.runtime.util.HashUtil;
import io.quarkus.test.junit.QuarkusTest;

import static com.leadlex.graphql.http.Ask.GRAPHQL_RESPONSE;
import static com.leadlex.graphql.http.Ask.JSON;
import static org.hamcrest.CoreMatchers.equalTo;
import static org.hamcrest.CoreMatchers.nullValue;

/** Automatic persisted queries by Apollo's protocol, and trusted documents where any document may be run. */
@QuarkusTest
class PersistedOperationsTest {

    private static final String QUERY = "{ persisted: __typename }";

    private static Map<String, Object> persisted(String hash) {
        return Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", hash));
    }

    @Test
    void anUnknownHashIsNotFound() {
        var unknown = Map.of("extensions", persisted("0".repeat(64)));
        Ask.post(JSON, unknown).statusCode(200).body("errors[0].message", equalTo("PersistedQueryNotFound"))
                .body("errors[0].extensions.code", equalTo("PERSISTED_QUERY_NOT_FOUND"));
        Ask.post(GRAPHQL_RESPONSE, unknown).statusCode(400).body("errors[0].extensions.code",
                equalTo("PERSISTED_QUERY_NOT_FOUND"));
    }

    @Test
    void aRegisteredDocumentRunsByItsHashAloneByPostAndGet() {
        String hash = HashUtil.sha256(QUERY);
        Ask.post(Map.of("query", QUERY, "extensions", persisted(hash))).statusCode(200).body("data.persisted",
                equalTo("Query"));
        Ask.post(Map.of("extensions", persisted(hash))).statusCode(200).body("data.persisted", equalTo("Query"));
        Ask.get(JSON,
                Map.of("extensions", "{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"" + hash.toUpperCase() + "\"}}"))
                .statusCode(200).body("data.persisted", equalTo("Query"));
    }

    @Test
    void aDocumentIsRegisteredByGetToo() {
        String query = "{ byGet: __typename }";
        String extensions = "{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"" + HashUtil.sha256(query) + "\"}}";
        Ask.get(JSON, Map.of("extensions", extensions)).body("errors[0].extensions.code", equalTo("PERSISTED_QUERY_NOT_FOUND"));
        Ask.get(JSON, Map.of("query", query, "extensions", extensions)).statusCode(200).body("data.byGet", equalTo("Query"));
        Ask.get(JSON, Map.of("extensions", extensions)).statusCode(200).body("data.byGet", equalTo("Query"));
    }

    @Test
    void aWrongHashIsABadRequest() {
        Ask.post(Map.of("query", QUERY, "extensions", persisted("0".repeat(64)))).statusCode(400)
                .body("errors[0].extensions.code", equalTo("BAD_REQUEST")).body("data", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = { "1", "{}", "{\"version\":2,\"sha256Hash\":\"x\"}", "{\"version\":1}",
            "{\"version\":1,\"sha256Hash\":5}",
            "{\"version\":1,\"sha256Hash\":\"x\"}", "{\"version\":\"1\",\"sha256Hash\":\"x\"}" })
    void aMalformedExtensionIsABadRequest(String persistedQuery) {
        Ask.post("{\"query\":\"{__typename}\",\"extensions\":{\"persistedQuery\":" + persistedQuery + "}}").statusCode(400);
    }

    @Test
    void aDocumentThatDoesNotRunIsNotKept() {
        String invalid = "{ nothing }";
        Ask.post(Map.of("query", invalid, "extensions", persisted(HashUtil.sha256(invalid)))).body(
                "errors[0].extensions.code",
                equalTo("GRAPHQL_VALIDATION_FAILED"));
        Ask.post(Map.of("extensions", persisted(HashUtil.sha256(invalid)))).body("errors[0].extensions.code",
                equalTo("PERSISTED_QUERY_NOT_FOUND"));
    }

    @Test
    void aTrustedDocumentRunsByItsIdAndByItsHash() {
        for (Operation operation : Operation.all()) {
            Ask.post(Map.of("documentId", "sha256:" + operation.hash(), "variables", Map.of("id", "act_call"))).statusCode(200)
                    .body("containsKey('data')", equalTo(true));
            Ask.get(JSON, Map.of("documentId", "sha256:" + operation.hash(), "variables", "{\"id\":\"act_call\"}"))
                    .statusCode(200)
                    .body("containsKey('data')", equalTo(true));
            Ask.post(Map.of("extensions", persisted(operation.hash()), "variables", Map.of("id", "act_call"))).statusCode(200)
                    .body("containsKey('data')", equalTo(true));
        }
    }

    @Test
    void anUnknownIdIsNotFoundAndAnIdBesideADocumentIsRefused() {
        for (String id : List.of("sha256:" + "0".repeat(64), "sha256:", "x", "")) {
            Ask.post(Map.of("documentId", id)).statusCode(200).body("errors[0].extensions.code",
                    equalTo("PERSISTED_QUERY_NOT_FOUND"));
        }
        Ask.post(Map.of("documentId", "x", "query", QUERY)).statusCode(400);
        Ask.post(Map.of("documentId", 1)).statusCode(400);
    }
}
