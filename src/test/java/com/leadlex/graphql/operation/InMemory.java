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

    public final Operations operations;
    final Documents documents;
    final Engine engine;
    final Activities activities;

    public InMemory(ActivitySource source, Map<String, String> config) {
        OperationConfig operationConfig = new SmallRyeConfigBuilder().withMapping(OperationConfig.class)
                .withDefaultValues(config).build().getConfigMapping(OperationConfig.class);
        activities = new Activities(source);
        ServedSchema schema = new ServedSchema(committedSchema(), new ActivityFetchers(activities));
        documents = new Documents(schema, operationConfig);
        engine = new Engine(schema);
        operations = new Operations(documents, operationConfig, activities, engine);
    }

    private static GraphQLSchema committedSchema() {
        try {
            String sdl = Files.readString(Path.of("graphql/schema.graphql"));
            return new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(sdl), RuntimeWiring.newRuntimeWiring()
                    .scalar(scalar("JSON")).scalar(scalar("DateTime")).build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GraphQLScalarType scalar(String name) {
        return GraphQLScalarType.newScalar().name(name)
                .coercing(Optional.ofNullable(Scalars.COERCINGS.get(name)).orElseThrow()).build();
    }
}
