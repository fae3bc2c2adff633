package com.leadlex.graphql.operation.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.operation.validation.DefinitionWalk.VariableUsage;

import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.introspection.Introspection.DirectiveLocation;
import graphql.language.NullValue;
import graphql.language.OperationDefinition;
import graphql.language.TypeName;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;

import static graphql.schema.GraphQLTypeUtil.isList;
import static graphql.schema.GraphQLTypeUtil.isNonNull;
import static graphql.schema.GraphQLTypeUtil.simplePrint;
import static graphql.schema.GraphQLTypeUtil.unwrapOne;

/** The rules on variables (GraphQL specification, section 5.8) and on their values (section 6.1.2). */
public final class VariableRules {

    private final SchemaTypes types;
    private final ErrorList errors;

    VariableRules(SchemaTypes types, ErrorList errors) {
        this.types = types;
        this.errors = errors;
    }

    void checkDefinitions(OperationDefinition operation, DefinitionWalk walk) {
        errors.addRepeated(operation.getVariableDefinitions(), "The variable '$%s' must not be repeated.");
        for (VariableDefinition variable : operation.getVariableDefinitions()) {
            GraphQLType type = types.type(variable.getType());
            TypeName named = SchemaTypes.named(variable.getType());
            if (type == null) {
                errors.add(named, "There is no type '%s'.", named.getName());
            } else if (!(GraphQLTypeUtil.unwrapAll(type) instanceof GraphQLInputType)) {
                errors.add(variable.getType(), "'%s' is not an input type; a variable cannot have it.",
                        named.getName());
            } else if (variable.getDefaultValue() != null) {
                walk.checkValue(variable.getDefaultValue(), type, false, false);
            }
            walk.checkDirectives(variable, DirectiveLocation.VARIABLE_DEFINITION);
        }
    }

    /**
     * Checks each use of a variable in an operation and in the fragments that it spreads.
     *
     * @return references to variables that must not be null, even where their type is nullable
     */
    List<VariableReference> checkUsages(OperationDefinition operation, DefinitionWalk own,
            Collection<DefinitionWalk> fragments) {
        Map<String, VariableDefinition> definitions = new HashMap<>();
        operation.getVariableDefinitions().forEach(definition -> definitions.put(definition.getName(), definition));
        Set<String> used = new HashSet<>();
        List<VariableReference> conditions = new ArrayList<>(0);
        Stream.concat(Stream.of(own), fragments.stream()).forEach(walk -> walk.variables.forEach((usage, reference) -> {
            VariableDefinition definition = definitions.get(usage.name());
            used.add(usage.name());
            if (definition == null) {
                errors.add(List.of(reference, operation), "The operation does not define the variable '$%s'.", usage.name());
            } else if (isCondition(usage, definition, reference)) {
                conditions.add(reference);
            }
        }));
        operation.getVariableDefinitions().stream().filter(definition -> !used.contains(definition.getName()))
                .forEach(definition -> errors.add(definition, "The variable '$%s' is not used.", definition.getName()));
        return conditions;
    }

    /** Reports a variable whose type does not fit the place. */
    private boolean isCondition(VariableUsage usage, VariableDefinition definition, VariableReference reference) {
        GraphQLType place = usage.type();
        GraphQLType type = types.type(definition.getType());
        if (type == null || place == null) {
            return false;
        }
        boolean defaulted = definition.getDefaultValue() != null && !(definition.getDefaultValue() instanceof NullValue);
        boolean byDefault = isNonNull(place) && !isNonNull(type) && (defaulted || usage.defaulted());
        if (!fits(type, byDefault ? unwrapOne(place) : place)) {
            errors.add(List.of(definition, reference), "The variable '$%s' of the type '%s' is used where '%s' is expected.",
                    definition.getName(), simplePrint(type), simplePrint(place));
            return false;
        }
        return byDefault && usage.neverNull();
    }

    private static boolean fits(GraphQLType type, GraphQLType place) {
        if (isNonNull(place) || isList(place) && isList(type)) {
            return isNonNull(type) == isNonNull(place) && fits(unwrapOne(type), unwrapOne(place));
        }
        return isNonNull(type) ? fits(unwrapOne(type), place)
                : !isList(place) && !isList(type) && simplePrint(type).equals(simplePrint(place));
    }

    /**
     * Checks that graphql-java can coerce the values of variables.
     *
     * @param conditions references to variables that must not be null
     */
    public static List<GraphQLError> valueErrors(SchemaTypes types, OperationDefinition operation,
            List<VariableReference> conditions, Map<String, @Nullable Object> variables) {
        ErrorList errors = new ErrorList(ErrorCode.BAD_USER_INPUT);
        for (VariableDefinition variable : operation.getVariableDefinitions()) {
            GraphQLType type = types.type(variable.getType());
            boolean given = variables.containsKey(variable.getName());
            if (type != null && (given || variable.getDefaultValue() == null)
                    && !accepts(type, variables.get(variable.getName()))) {
                errors.add(variable, "The variable '$%s' needs a value of the type '%s'.", variable.getName(),
                        simplePrint(type));
            }
        }
        for (VariableReference condition : conditions) {
            if (variables.containsKey(condition.getName()) && variables.get(condition.getName()) == null) {
                errors.add(condition, "The variable '$%s' must not be null here.", condition.getName());
            }
        }
        return errors.errors();
    }

    private static boolean accepts(GraphQLType type, @Nullable Object value) {
        GraphQLType nullable = GraphQLTypeUtil.unwrapNonNull(type);
        if (value == null) {
            return type == nullable;
        }
        if (isList(nullable)) {
            GraphQLType item = unwrapOne(nullable);
            return value instanceof List<?> list ? list.stream().allMatch(element -> accepts(item, element))
                    : accepts(item, value);
        }
        if (nullable instanceof GraphQLEnumType enumeration) {
            return value instanceof String name && enumeration.getValue(name) != null;
        }
        try {
            ((GraphQLScalarType) nullable).getCoercing().parseValue(value, GraphQLContext.getDefault(), Locale.ROOT);
            return true;
        } catch (CoercingParseValueException e) {
            return false;
        }
    }
}
