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
 * The schema as the rules need it. They rely on a schema without input objects, without interfaces, and without unions of
 * several types, which a test checks.
 */
public record SchemaTypes(GraphQLSchema schema) {

    static final GraphQLType BOOLEAN = GraphQLNonNull.nonNull(Scalars.GraphQLBoolean);

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
    GraphQLFieldDefinition field(@Nullable GraphQLCompositeType parent, String name) {
        boolean query = parent == schema.getQueryType();
        return switch (name) {
            case "__typename" -> parent == null ? null : schema.getIntrospectionTypenameFieldDefinition();
            case "__schema" -> query ? schema.getIntrospectionSchemaFieldDefinition() : null;
            case "__type" -> query ? schema.getIntrospectionTypeFieldDefinition() : null;
            default -> parent instanceof GraphQLFieldsContainer container ? container.getFieldDefinition(name) : null;
        };
    }

    /** @return null when the schema has no type of this name */
    public @Nullable GraphQLType type(Type<?> type) {
        if (type instanceof TypeName name) {
            return schema.getType(name.getName());
        }
        boolean list = type instanceof ListType;
        GraphQLType inner = type(list ? ((ListType) type).getType() : ((NonNullType) type).getType());
        return inner == null ? null : list ? GraphQLList.list(inner) : GraphQLNonNull.nonNull(inner);
    }

    /** @return null when the schema has no type of this name, or a type without fields */
    @Nullable
    GraphQLCompositeType composite(TypeName name) {
        return type(name) instanceof GraphQLCompositeType type ? type : null;
    }

    static @Nullable GraphQLCompositeType composite(@Nullable GraphQLFieldDefinition field) {
        return field != null && unwrapAll(field.getType()) instanceof GraphQLCompositeType type ? type : null;
    }

    /** True when a value can be of both types, or when a type is unknown. */
    static boolean overlap(@Nullable GraphQLCompositeType type, @Nullable GraphQLCompositeType other) {
        return type == null || other == null || object(type).getName().equals(object(other).getName());
    }

    private static GraphQLNamedType object(GraphQLCompositeType type) {
        return type instanceof GraphQLUnionType union ? union.getTypes().get(0) : type;
    }

    static TypeName named(Type<?> type) {
        return type instanceof TypeName name ? name
                : named(type instanceof ListType list ? list.getType() : ((NonNullType) type).getType());
    }

    /** @param literal not a variable, and not a list where a list is expected */
    static boolean accepts(GraphQLType type, Value<?> literal) {
        GraphQLNamedType named = (GraphQLNamedType) unwrapAll(type);
        if (literal instanceof NullValue) {
            return !isNonNull(type);
        }
        if (named instanceof GraphQLEnumType enumeration) {
            return literal instanceof EnumValue name && enumeration.getValue(name.getName()) != null;
        }
        return switch (named.getName()) {
            case "ID" -> literal instanceof StringValue || literal instanceof IntValue;
            case "String" -> literal instanceof StringValue;
            case "Boolean" -> literal instanceof BooleanValue;
            case "Int" -> literal instanceof IntValue number && number.getValue().bitLength() < Integer.SIZE;
            case "Float" -> literal instanceof IntValue || literal instanceof FloatValue;
            default -> true;
        };
    }
}
