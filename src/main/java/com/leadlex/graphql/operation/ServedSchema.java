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
    private static final Pattern FEDERATION_NAME = Pattern.compile("(?:_|federation__|link__).*|FieldSet");

    private final GraphQLSchema schema;

    /** The SDL for clients and the SDL for gateways, each printed when first requested. */
    private final Map<String, String> sdlByAudience = new ConcurrentHashMap<>();

    /** Makes all changes in one rebuild of the schema: each rebuild delays the first answer by a millisecond. */
    ServedSchema(GraphQLSchema smallRyeSchema, ActivityFetchers fetchers) {
        schema = SchemaTransformer.transformSchema(smallRyeSchema, new SchemaCorrections(), schemaBuilder -> {
            // Leaves out @constraint of Bean Validation, which SmallRye declares even if nothing uses it.
            schemaBuilder.clearDirectives();
            smallRyeSchema.getDirectives().stream().filter(directive -> !directive.getName().equals("constraint"))
                    .forEach(schemaBuilder::additionalDirective);
            schemaBuilder.codeRegistry(smallRyeSchema.getCodeRegistry().transform(codeRegistry -> {
                fetchers.registerFetchers(codeRegistry);
                codeRegistry.dataFetcher(FieldCoordinates.coordinates("__Schema", "directives"),
                        (DataFetcher<?>) environment -> new SchemaTypes(environment.getGraphQLSchema()).directives());
                codeRegistry.dataFetcher(FieldCoordinates.coordinates("_Service", "sdl"),
                        (DataFetcher<?>) environment -> gatewaySdl());
            }));
        });
    }

    public GraphQLSchema schema() {
        return schema;
    }

    /** The SDL for clients: with scalars, without federation's types and fields. */
    public String sdl() {
        return sdlByAudience.computeIfAbsent("clients", audience -> printClientSdl(schema));
    }

    /** The SDL for gateways: the value of federation's {@code _service { sdl }}. */
    private String gatewaySdl() {
        return sdlByAudience.computeIfAbsent("gateways", audience -> ServiceSDLPrinter.generateServiceSDLV2(schema));
    }

    private static String printClientSdl(GraphQLSchema schema) {
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
        return !(element instanceof GraphQLNamedSchemaElement namedElement)
                || !FEDERATION_NAME.matcher(namedElement.getName()).matches();
    }

    /** Replaces coercions of scalars, and restores the order of the activity's fields, which SmallRye loses. */
    private static final class SchemaCorrections extends GraphQLTypeVisitorStub {

        @Override
        public TraversalControl visitGraphQLScalarType(GraphQLScalarType scalarType,
                TraverserContext<GraphQLSchemaElement> context) {
            Coercing<?, ?> coercing = Scalars.COERCINGS.get(scalarType.getName());
            return coercing == null ? TraversalControl.CONTINUE
                    : changeNode(context, scalarType.transform(scalarBuilder -> scalarBuilder.coercing(coercing)));
        }

        @Override
        public TraversalControl visitGraphQLObjectType(GraphQLObjectType objectType,
                TraverserContext<GraphQLSchemaElement> context) {
            if (!objectType.getName().equals(ActivityApi.ACTIVITY_TYPE)) {
                return TraversalControl.CONTINUE;
            }
            List<GraphQLFieldDefinition> orderedFields = objectType.getFieldDefinitions().stream()
                    .sorted(Comparator.comparing(field -> ActivityField.ofGraphQLName(field.getName()))).toList();
            return changeNode(context, objectType.transform(typeBuilder -> typeBuilder.replaceFields(orderedFields)));
        }
    }
}
