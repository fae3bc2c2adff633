package com.leadlex.graphql.operation;

import java.util.Map;

import jakarta.inject.Singleton;

import com.leadlex.graphql.activity.ActivityFetchers;

import graphql.schema.Coercing;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLSchemaElement;
import graphql.schema.GraphQLTypeVisitorStub;
import graphql.schema.SchemaTransformer;
import graphql.schema.idl.SchemaPrinter;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;

/** The schema that SmallRye makes of the annotated types, with our scalars and fetchers in it. */
@Singleton
public class ServedSchema {

    private final GraphQLSchema schema;
    private final String sdl;

    ServedSchema(GraphQLSchema ofSmallRye, ActivityFetchers fetchers) {
        GraphQLSchema withScalars = SchemaTransformer.transformSchema(ofSmallRye, new ScalarReplacement(ActivityFetchers.SCALARS));
        schema = withScalars.transform(builder -> builder.codeRegistry(withScalars.getCodeRegistry().transform(fetchers::register)));
        sdl = print(schema);
    }

    public GraphQLSchema schema() {
        return schema;
    }

    /** The schema definition language of what clients use, scalars included; federation's own types and fields are left out. */
    public String sdl() {
        return sdl;
    }

    private static String print(GraphQLSchema schema) {
        return new SchemaPrinter(SchemaPrinter.Options.defaultOptions()
                .includeScalarTypes(true)
                .includeDirectives(false)
                .includeDirectiveDefinitions(false)
                .includeSchemaDefinition(false)
                .includeSchemaElement(ServedSchema::isForClients))
                .print(schema).strip() + "\n";
    }

    private static boolean isForClients(GraphQLSchemaElement element) {
        if (element instanceof GraphQLFieldDefinition field) {
            return !field.getName().startsWith("_");
        }
        return !(element instanceof GraphQLNamedSchemaElement type) || !isOfFederation(type.getName());
    }

    private static boolean isOfFederation(String type) {
        return type.startsWith("_") || type.startsWith("federation__") || type.startsWith("link__") || type.equals("FieldSet");
    }

    /** Gives scalars, by name, another coercion. */
    private static final class ScalarReplacement extends GraphQLTypeVisitorStub {

        private final Map<String, Coercing<?, ?>> coercings;

        ScalarReplacement(Map<String, Coercing<?, ?>> coercings) {
            this.coercings = coercings;
        }

        @Override
        public TraversalControl visitGraphQLScalarType(GraphQLScalarType scalar, TraverserContext<GraphQLSchemaElement> context) {
            Coercing<?, ?> coercing = coercings.get(scalar.getName());
            return coercing == null
                    ? TraversalControl.CONTINUE
                    : changeNode(context, scalar.transform(builder -> builder.coercing(coercing)));
        }
    }
}
