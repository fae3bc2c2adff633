package com.leadlex.graphql.operation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import com.apollographql.federation.graphqljava.printer.ServiceSDLPrinter;
import com.leadlex.graphql.activity.ActivityField;
import com.leadlex.graphql.operation.schema.ActivityApi;
import com.leadlex.graphql.operation.schema.ActivityFetchers;
import com.leadlex.graphql.operation.schema.Scalars;
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

/** The schema that SmallRye builds from the annotated types, with the scalars and fetchers of this service. */
@Singleton
public class ServedSchema {

    /** Federation's types and fields, which gateways need and clients do not. */
    private static final Pattern FEDERATION = Pattern.compile("(?:_|federation__|link__).*|FieldSet");

    private final GraphQLSchema schema;

    /** The SDL for clients and the SDL for gateways, each printed when first requested. */
    private final Map<String, String> printed = new ConcurrentHashMap<>();

    /** Makes all changes in one rebuild of the schema: each rebuild delays the first answer by a millisecond. */
    ServedSchema(GraphQLSchema ofSmallRye, ActivityFetchers fetchers) {
        schema = SchemaTransformer.transformSchema(ofSmallRye, new Corrections(), builder -> {
            // @constraint of Bean Validation, which SmallRye declares even if it is not used.
            builder.clearDirectives();
            ofSmallRye.getDirectives().stream().filter(directive -> !directive.getName().equals("constraint"))
                    .forEach(builder::additionalDirective);
            builder.codeRegistry(ofSmallRye.getCodeRegistry().transform(registry -> {
                fetchers.register(registry);
                registry.dataFetcher(FieldCoordinates.coordinates("__Schema", "directives"),
                        (DataFetcher<?>) environment -> new SchemaTypes(environment.getGraphQLSchema()).directives());
                registry.dataFetcher(FieldCoordinates.coordinates("_Service", "sdl"),
                        (DataFetcher<?>) environment -> subgraph());
            }));
        });
    }

    public GraphQLSchema schema() {
        return schema;
    }

    /** The SDL for clients: with scalars, without federation's types and fields. */
    public String sdl() {
        return printed.computeIfAbsent("clients", audience -> print(schema));
    }

    /** The SDL for gateways: the value of federation's {@code _service { sdl }}. */
    private String subgraph() {
        return printed.computeIfAbsent("gateways", audience -> ServiceSDLPrinter.generateServiceSDLV2(schema));
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
        return !(element instanceof GraphQLNamedSchemaElement named) || !FEDERATION.matcher(named.getName()).matches();
    }

    /** Replaces coercions of scalars, and restores the order of the activity's fields, which SmallRye loses. */
    private static final class Corrections extends GraphQLTypeVisitorStub {

        @Override
        public TraversalControl visitGraphQLScalarType(GraphQLScalarType scalar,
                TraverserContext<GraphQLSchemaElement> context) {
            Coercing<?, ?> coercing = Scalars.COERCINGS.get(scalar.getName());
            return coercing == null ? TraversalControl.CONTINUE
                    : changeNode(context, scalar.transform(builder -> builder.coercing(coercing)));
        }

        @Override
        public TraversalControl visitGraphQLObjectType(GraphQLObjectType type, TraverserContext<GraphQLSchemaElement> context) {
            if (!type.getName().equals(ActivityApi.ACTIVITY)) {
                return TraversalControl.CONTINUE;
            }
            List<GraphQLFieldDefinition> fields = type.getFieldDefinitions().stream()
                    .sorted(Comparator.comparing(field -> ActivityField.ofGraphQLName(field.getName()))).toList();
            return changeNode(context, type.transform(builder -> builder.replaceFields(fields)));
        }
    }
}
