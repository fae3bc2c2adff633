package com.leadlex.graphql.http;

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;

import graphql.GraphQLError;
import graphql.language.SourceLocation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ResponseWriterTest {

    @Test
    void errorsTakeAtMost64KiBAndTheLastOneSaysHowManyAreLeftOut() {
        GraphQLError error = GraphQLErrors.of(Failure.invalidResponse(200), List.of(new SourceLocation(1, 1)),
                List.of("a".repeat(256), "b".repeat(256)));
        Buffer response = ResponseWriter.write(Collections.nCopies(2_000, error), json -> json.writeNull(), null, "id");
        assertTrue(response.length() < 64 * 1024, response.length() + " bytes");
        JsonArray errors = response.toJsonObject().getJsonArray("errors");
        assertEquals(2_001 - errors.size() + " more errors are left out: together they are too long.",
                errors.getJsonObject(errors.size() - 1).getString("message"));
        assertEquals("UPSTREAM_INVALID_RESPONSE",
                errors.getJsonObject(errors.size() - 1).getJsonObject("extensions").getString("code"));
    }

    @Test
    void errorsThatFitAreAllThere() {
        GraphQLError error = GraphQLErrors.of(Failure.NO_KEY, List.of());
        Buffer response = ResponseWriter.write(Collections.nCopies(100, error), null, null, "id");
        assertEquals(100, response.toJsonObject().getJsonArray("errors").size());
    }
}
