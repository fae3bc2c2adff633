package com.leadlex.graphql;

import java.io.ByteArrayOutputStream;
import com.leadlex.graphql.memory.Budget;
import com.leadlex.graphql.memory.OperationMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.leadlex.graphql.error.Failure.Upstream;
import com.leadlex.graphql.json.JsonText;
import com.leadlex.graphql.activity.DateTime;
import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.Activity;
import com.leadlex.graphql.activity.ActivityField;
import com.leadlex.graphql.activity.Caller;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.operation.GraphQLExecutor.GraphQLRequest;
import com.leadlex.graphql.operation.GraphQLResponse;
import com.leadlex.graphql.operation.InMemory;

import graphql.introspection.IntrospectionQuery;

/** Parse, validate, execute and write, with Leadlex answered in memory. {@code -prof gc} tells the bytes allocated an operation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class OperationBenchmark {

    private static final String FIELDS = "{ id type title description contactId dealId entityType entityId entityName metadata createdByUserId createdDate }";
    private static final Caller CALLER = new Caller(new Credential.Usable(ApiKey.of("wbk_bench")), "bench", null, false, new OperationMemory("bench", new Budget(Long.MAX_VALUE, 0), Long.MAX_VALUE));
    private static final byte[] METADATA = "{\"duration_minutes\":32,\"direction\":\"outbound\"}".getBytes(StandardCharsets.UTF_8);

    private final JsonFactory json = new JsonFactory();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
    private InMemory facade;
    private int serial;

    /** The shape of the document. {@code newDocument} is parsed and validated each time, the others come from the cache. */
    @Param({ "oneLookup", "twentyAliases", "introspection", "error", "newDocument", "directive" })
    public String shape;

    private GraphQLRequest request;

    @Setup
    public void setUp() {
        facade = new InMemory(lookup -> CompletableFuture.completedFuture(result(lookup.id())), Map.of());
        request = request();
    }

    @Benchmark
    public byte[] operation() throws IOException {
        GraphQLRequest asked = shape.equals("newDocument") ? lookup("query N" + serial++ + "($id: ID!) { activity(id: $id) ") : request;
        GraphQLResponse response = facade.operations.execute(asked, CALLER).toCompletableFuture().join();
        out.reset();
        try (JsonGenerator generator = json.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeNumberField("errors", response.errors().size());
            generator.writeFieldName("data");
            response.data().write(generator);
            generator.writeEndObject();
        }
        return out.toByteArray();
    }

    private GraphQLRequest request() {
        return switch (shape) {
            case "twentyAliases" -> new GraphQLRequest(twentyAliases(), null, Map.of(), false);
            case "introspection" -> new GraphQLRequest(IntrospectionQuery.INTROSPECTION_QUERY, null, Map.of(), false);
            case "error" -> new GraphQLRequest("{ activity(id: \"none\") " + FIELDS + " }", null, Map.of(), false);
            case "directive" -> lookup("query D($id: ID!) { activity(id: $id) @include(if: true) ");
            default -> lookup("query Activity($id: ID!) { activity(id: $id) ");
        };
    }

    private static GraphQLRequest lookup(String start) {
        return new GraphQLRequest(start + FIELDS + " }", null, Map.of("id", "act_00000001"), false);
    }

    private static String twentyAliases() {
        StringBuilder document = new StringBuilder("{");
        for (int i = 0; i < 20; i++) {
            document.append(" a").append(i).append(": activity(id: \"act_").append(i).append("\") ").append(FIELDS);
        }
        return document.append(" }").toString();
    }

    private static ActivityResult result(String id) {
        return id.equals("none")
                ? new ActivityResult.Failed(Failure.refused(new Upstream(404, "activity_not_found"), null))
                : new ActivityResult.Found(new Activity.Builder().set(ActivityField.ID, id).set(ActivityField.TYPE, "call")
                        .set(ActivityField.TITLE, "Discovery call with Jane")
                        .set(ActivityField.DESCRIPTION, "Discussed Q2 outsourcing plans; next step is proposal.")
                        .set(ActivityField.CONTACT_ID, "123e4567-e89b-12d3-a456-426614174000")
                        .set(ActivityField.DEAL_ID, "3f8e1d2c-4b5a-6d7e-8f9a-0b1c2d3e4f5a")
                        .set(ActivityField.METADATA, new JsonText(METADATA))
                        .set(ActivityField.CREATED_BY_USER_ID, "9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d")
                        .set(ActivityField.CREATED_DATE, new DateTime("2026-04-17T14:23:05Z")).build());
    }
}
