package com.leadlex.graphql.operation.validation;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import graphql.Scalars;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.NullValue;
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLUnionType;

import static graphql.schema.GraphQLTypeUtil.isNonNull;
import static graphql.schema.GraphQLTypeUtil.unwrapAll;

/**
 * The schema as the validation rules need it. The rules rely on a schema without input objects, without interfaces,
 * and without unions of several types, which a test checks.
 */
public record SchemaTypes(GraphQLSchema schema) {

    /** An argument of introspection fields: not nullable in the specification (section 4.2), nullable in graphql-java. */
    static final String INCLUDE_DEPRECATED = "includeDeprecated";
    /** The type of {@code includeDeprecated} in the specification. */
    static final GraphQLType NON_NULL_BOOLEAN = GraphQLNonNull.nonNull(Scalars.GraphQLBoolean);

    /** Directives that graphql-java adds to every schema, but that no specification has and this service does not implement. */
    private static final Set<String> UNSPECIFIED_DIRECTIVES = Set.of("defer", "experimental_disableErrorPropagation");

    public List<GraphQLDirective> directives() {
        return schema.getDirectives().stream().filter(directive -> !UNSPECIFIED_DIRECTIVES.contains(directive.getName()))
                .toList();
    }

    @Nullable
    GraphQLDirective directive(String name) {
        return UNSPECIFIED_DIRECTIVES.contains(name) ? null : schema.getDirective(name);
    }

    @Nullable
    GraphQLFieldDefinition field(@Nullable GraphQLCompositeType parentType, String fieldName) {
        boolean isQueryType = parentType == schema.getQueryType();
        return switch (fieldName) {
            case "__typename" -> parentType == null ? null : schema.getIntrospectionTypenameFieldDefinition();
            case "__schema" -> isQueryType ? schema.getIntrospectionSchemaFieldDefinition() : null;
            case "__type" -> isQueryType ? schema.getIntrospectionTypeFieldDefinition() : null;
            default ->
                parentType instanceof GraphQLFieldsContainer fieldsContainer ? fieldsContainer.getFieldDefinition(fieldName)
                        : null;
        };
    }

    /** @return null when the schema has no type of this name */
    public @Nullable GraphQLType graphQLType(Type<?> type) {
        if (type instanceof TypeName typeName) {
            return schema.getType(typeName.getName());
        }
        boolean isListType = type instanceof ListType;
        GraphQLType wrappedType = graphQLType(isListType ? ((ListType) type).getType() : ((NonNullType) type).getType());
        return wrappedType == null ? null : isListType ? GraphQLList.list(wrappedType) : GraphQLNonNull.nonNull(wrappedType);
    }

    /** @return null when the schema has no type of this name, or a type without fields */
    @Nullable
    GraphQLCompositeType compositeType(TypeName typeName) {
        return graphQLType(typeName) instanceof GraphQLCompositeType type ? type : null;
    }

    static @Nullable GraphQLCompositeType compositeType(@Nullable GraphQLFieldDefinition field) {
        return field != null && unwrapAll(field.getType()) instanceof GraphQLCompositeType type ? type : null;
    }

    /** True when a value can be of both types, or when a type is unknown. */
    static boolean canOverlap(@Nullable GraphQLCompositeType type, @Nullable GraphQLCompositeType otherType) {
        return type == null || otherType == null || objectType(type).getName().equals(objectType(otherType).getName());
    }

    private static GraphQLNamedType objectType(GraphQLCompositeType type) {
        return type instanceof GraphQLUnionType unionType ? unionType.getTypes().get(0) : type;
    }

    static TypeName innermostTypeName(Type<?> type) {
        return type instanceof TypeName typeName ? typeName
                : innermostTypeName(type instanceof ListType listType ? listType.getType() : ((NonNullType) type).getType());
    }

    /** @param literal not a variable, and not a list where a list is expected */
    static boolean acceptsLiteral(GraphQLType type, Value<?> literal) {
        GraphQLNamedType namedType = (GraphQLNamedType) unwrapAll(type);
        if (literal instanceof NullValue) {
            return !isNonNull(type);
        }
        if (namedType instanceof GraphQLEnumType enumType) {
            return literal instanceof EnumValue enumValue && enumType.getValue(enumValue.getName()) != null;
        }
        return switch (namedType.getName()) {
            case "ID" -> literal instanceof StringValue || literal instanceof IntValue;
            case "String" -> literal instanceof StringValue;
            case "Boolean" -> literal instanceof BooleanValue;
            case "Int" -> literal instanceof IntValue intValue && intValue.getValue().bitLength() < Integer.SIZE;
            case "Float" -> literal instanceof IntValue || literal instanceof FloatValue;
            default -> true;
        };
    }
}
