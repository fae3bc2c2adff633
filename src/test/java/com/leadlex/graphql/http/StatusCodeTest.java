package com.leadlex.graphql.http;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The table of status codes, in both editions. */
class StatusCodeTest {

    @ParameterizedTest
    @CsvSource({ // kind, 2025 to graphql-response+json, 2025 to json, 2026 to graphql-response+json, 2026 to json
            "DATA,                 200, 200, 200, 200",
            "PARTIAL_DATA,         200, 200, 294, 294",
            "UNREADABLE,           400, 400, 400, 400",
            "NO_GRAPHQL_REQUEST,   400, 400, 422, 422",
            "UNPARSABLE_DOCUMENT,  400, 200, 400, 400",
            "INVALID_REQUEST,      400, 200, 422, 422",
            "UNKNOWN_DOCUMENT,     400, 200, 422, 200",
            "UNTRUSTED_DOCUMENT,   400, 200, 403, 403",
            "CROSS_ORIGIN_GET,         403, 403, 403, 403",
            "MUTATION_BY_GET,      405, 405, 405, 405",
            "MUTATION_BY_QUERY,    422, 422, 422, 422",
            "METHOD_NOT_ALLOWED,   405, 405, 405, 405",
            "NOT_ACCEPTABLE,       406, 406, 406, 406",
            "BODY_TOO_LATE,        408, 408, 408, 408",
            "BODY_TOO_LARGE,       413, 413, 413, 413",
            "UNSUPPORTED_CONTENT,  415, 415, 415, 415",
            "FAILED,               500, 500, 500, 500" })
    void aStatusFollowsFromTheKindOfAnswerTheMediaTypeAndTheEdition(ResponseKind kind, int draft, int draftJson, int september,
            int septemberJson) {
        assertEquals(List.of(draft, draftJson, september, septemberJson), List.of(
                StatusCode.of(kind, ResponseFormat.GRAPHQL_RESPONSE, 2025),
                StatusCode.of(kind, ResponseFormat.JSON, 2025),
                StatusCode.of(kind, ResponseFormat.GRAPHQL_RESPONSE, 2026),
                StatusCode.of(kind, ResponseFormat.JSON, 2026)));
    }

    @Test
    void inTheEditionOf2026JsonHasTheSameCodesButForAnUnknownPersistedDocument() {
        for (ResponseKind kind : ResponseKind.values()) {
            if (kind != ResponseKind.UNKNOWN_DOCUMENT) {
                assertEquals(StatusCode.of(kind, ResponseFormat.GRAPHQL_RESPONSE, 2026),
                        StatusCode.of(kind, ResponseFormat.JSON, 2026), kind.name());
            }
        }
    }

    @Test
    void inTheEditionOf2026SuccessesAreSentAsJsonAndAllElseAsGraphQLResponse() {
        for (int status : List.of(200, 294)) {
            assertEquals(ResponseFormat.JSON, ResponseFormat.JSON.forStatus(status, 2026));
        }
        for (int status : List.of(400, 403, 405, 406, 408, 413, 415, 422, 500)) {
            assertEquals(ResponseFormat.GRAPHQL_RESPONSE, ResponseFormat.JSON.forStatus(status, 2026));
        }
        Arrays.stream(new int[] { 200, 400, 422, 500 })
                .forEach(status -> assertEquals(ResponseFormat.JSON, ResponseFormat.JSON.forStatus(status, 2025)));
    }
}
