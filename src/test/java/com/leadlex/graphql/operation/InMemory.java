package com.leadlex.graphql.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import com.leadlex.graphql.activity.Activities;
import com.leadlex.graphql.activity.ActivitySource;
import com.leadlex.graphql.operation.schema.ActivityFetchers;
import com.leadlex.graphql.operation.schema.Scalars;

import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The operation and activity rooms put together without Quarkus, on a source of the test's. */
public final class InMemory {

    private static final String FEDERATION = """
            scalar _Any
            union _Entity = Activity
            type _Service { sdl: String! }
            extend type Query { _entities(representations: [_Any!]!): [_Entity]! _service: _Service! }
            """;

    public final GraphQLExecutor operations;
    final DocumentCache documents;
    final GraphQLSchema schema;
    final Engine engine;
    final Activities activities;

    public InMemory(ActivitySource source, Map<String, String> config) {
        OperationConfig operationConfig = new SmallRyeConfigBuilder().withMapping(OperationConfig.class)
                .withDefaultValues(config).build().getConfigMapping(OperationConfig.class);
        activities = new Activities(source);
        ServedSchema schema = new ServedSchema(committedSchema(), new ActivityFetchers(activities));
        DocumentLimits limits = new DocumentLimits(operationConfig);
        this.schema = schema.schema();
        documents = new DocumentCache(schema, operationConfig, limits);
        engine = new Engine(schema, limits);
        operations = new GraphQLExecutor(documents, limits, activities, engine);
    }

    private static GraphQLSchema committedSchema() {
        try {
            String sdl = Files.readString(Path.of("graphql/schema.graphql")) + FEDERATION;
            return new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(sdl), RuntimeWiring.newRuntimeWiring()
                    .scalar(scalar("JSON")).scalar(scalar("DateTime")).scalar(scalar("_Any"))
                    .type("_Entity", it -> it.typeResolver(value -> null))
                    .type("Query", it -> it.dataFetcher("_service", environment -> Map.of())).build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GraphQLScalarType scalar(String name) {
        return GraphQLScalarType.newScalar().name(name)
                .coercing(Optional.ofNullable(Scalars.COERCINGS.get(name)).orElseThrow()).build();
    }
}
