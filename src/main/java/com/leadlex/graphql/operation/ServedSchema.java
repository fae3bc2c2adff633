package com.leadlex.graphql.operation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.apollographql.federation.graphqljava.printer.ServiceSDLPrinter;
import com.leadlex.graphql.activity.ActivityField;
import com.leadlex.graphql.operation.schema.ActivityFetchers;
import com.leadlex.graphql.operation.schema.Scalars;
import com.leadlex.graphql.operation.schema.SchemaNames;
import com.leadlex.graphql.operation.validation.SchemaTypes;

import graphql.schema.Coercing;
import graphql.schema.DataFetcher;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLSchemaElement;
import graphql.schema.GraphQLTypeVisitorStub;
import graphql.schema.GraphqlTypeComparatorRegistry;
import graphql.schema.SchemaTransformer;
import graphql.schema.idl.SchemaPrinter;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;

/** The schema that SmallRye makes of the annotated types, with our scalars and fetchers in it. */
@Singleton
public class ServedSchema {

    private final GraphQLSchema schema;

    /**
     * Printed when first asked for; threads that ask at once print the same. Volatile: a plain field may read as null again.
     */
    private volatile @Nullable String sdl;
    private volatile @Nullable String subgraph;

    /** Rebuilds the schema once only: a rebuild costs a millisecond of the time to the first answer. */
    ServedSchema(GraphQLSchema ofSmallRye, ActivityFetchers fetchers) {
        schema = SchemaTransformer.transformSchema(ofSmallRye, new Corrections(Scalars.COERCINGS), builder -> {
            dropConstraint(ofSmallRye, builder);
            builder.codeRegistry(ofSmallRye.getCodeRegistry().transform(registry -> {
                fetchers.register(registry);
                registry.dataFetcher(FieldCoordinates.coordinates("__Schema", "directives"),
                        (DataFetcher<?>) it -> new SchemaTypes(it.getGraphQLSchema()).directives());
                registry.dataFetcher(FieldCoordinates.coordinates(SchemaNames.SERVICE, SchemaNames.SERVICE_SDL),
                        (DataFetcher<?>) it -> subgraph());
            }));
        });
    }

    /** Drops Bean Validation's directive, which SmallRye declares whether or not it is used, and its argument types. */
    private static void dropConstraint(GraphQLSchema full, GraphQLSchema.Builder builder) {
        builder.clearDirectives();
        full.getDirectives().stream().filter(directive -> !directive.getName().equals("constraint"))
                .forEach(builder::additionalDirective);
    }

    public GraphQLSchema schema() {
        return schema;
    }

    /** The schema definition language of what clients use, scalars included; federation's own types and fields are left out. */
    public String sdl() {
        if (sdl == null) {
            sdl = print(schema);
        }
        return sdl;
    }

    /** What federation's {@code _service} tells a gateway. */
    private String subgraph() {
        if (subgraph == null) {
            subgraph = ServiceSDLPrinter.generateServiceSDLV2(schema);
        }
        return subgraph;
    }

    private static String print(GraphQLSchema schema) {
        return new SchemaPrinter(SchemaPrinter.Options.defaultOptions()
                .includeScalarTypes(true)
                .includeDirectives(false)
                .includeDirectiveDefinitions(false)
                .includeSchemaDefinition(false)
                .setComparators(GraphqlTypeComparatorRegistry.AS_IS_REGISTRY)
                .includeSchemaElement(ServedSchema::isForClients))
                .print(schema).strip() + "\n";
    }

    private static boolean isForClients(GraphQLSchemaElement element) {
        if (element instanceof GraphQLFieldDefinition field) {
            return !SchemaNames.isFieldOfFederation(field.getName());
        }
        return !(element instanceof GraphQLNamedSchemaElement type) || !SchemaNames.isTypeOfFederation(type.getName());
    }

    /** Gives scalars, by name, another coercion, and puts the activity's fields back into their order, which SmallRye loses. */
    private static final class Corrections extends GraphQLTypeVisitorStub {

        private final Map<String, Coercing<?, ?>> coercings;

        Corrections(Map<String, Coercing<?, ?>> coercings) {
            this.coercings = coercings;
        }

        @Override
        public TraversalControl visitGraphQLScalarType(GraphQLScalarType scalar,
                TraverserContext<GraphQLSchemaElement> context) {
            Coercing<?, ?> coercing = coercings.get(scalar.getName());
            return coercing == null
                    ? TraversalControl.CONTINUE
                    : changeNode(context, scalar.transform(builder -> builder.coercing(coercing)));
        }

        @Override
        public TraversalControl visitGraphQLObjectType(GraphQLObjectType type, TraverserContext<GraphQLSchemaElement> context) {
            if (!type.getName().equals(SchemaNames.ACTIVITY)) {
                return TraversalControl.CONTINUE;
            }
            List<GraphQLFieldDefinition> fields = new ArrayList<>(type.getFieldDefinitions());
            fields.sort(Comparator.comparing(field -> ActivityField.ofGraphQLName(field.getName())));
            return changeNode(context, type.transform(builder -> builder.replaceFields(fields)));
        }
    }
}
