package com.leadlex.graphql.operation.validation;

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

    private final SchemaTypes schemaTypes;
    private final ErrorList errors;

    VariableRules(SchemaTypes schemaTypes, ErrorList errors) {
        this.schemaTypes = schemaTypes;
        this.errors = errors;
    }

    void checkDefinitions(OperationDefinition operation, DefinitionWalk definitionWalk) {
        errors.addRepeated(operation.getVariableDefinitions(), "The variable '$%s' must not be repeated.");
        for (VariableDefinition variable : operation.getVariableDefinitions()) {
            GraphQLType variableType = schemaTypes.graphQLType(variable.getType());
            TypeName typeName = SchemaTypes.innermostTypeName(variable.getType());
            if (variableType == null) {
                errors.add(typeName, "There is no type '%s'.", typeName.getName());
            } else if (!(GraphQLTypeUtil.unwrapAll(variableType) instanceof GraphQLInputType)) {
                errors.add(variable.getType(), "'%s' is not an input type; a variable cannot have it.", typeName.getName());
            } else if (variable.getDefaultValue() != null) {
                definitionWalk.checkDefaultValue(variable.getDefaultValue(), variableType);
            }
            definitionWalk.checkDirectives(variable, DirectiveLocation.VARIABLE_DEFINITION);
        }
    }

    /**
     * Checks each use of a variable in an operation and in the fragments that it spreads.
     *
     * @param nonNullReferences receives references to variables that must not be null, even where their type is nullable
     */
    void checkUsages(OperationDefinition operation, DefinitionWalk operationWalk, Collection<DefinitionWalk> fragmentWalks,
            List<VariableReference> nonNullReferences) {
        Map<String, VariableDefinition> definitionsByName = new HashMap<>();
        operation.getVariableDefinitions().forEach(definition -> definitionsByName.put(definition.getName(), definition));
        Set<String> usedVariables = new HashSet<>();
        Stream.concat(Stream.of(operationWalk), fragmentWalks.stream())
                .forEach(definitionWalk -> definitionWalk.referencesByUsage.forEach((usage, reference) -> {
                    VariableDefinition definition = definitionsByName.get(usage.name());
                    usedVariables.add(usage.name());
                    if (definition == null) {
                        errors.add(List.of(reference, operation),
                                "The operation does not define the variable '$%s'.", usage.name());
                    } else {
                        checkUsage(usage, definition, reference, nonNullReferences);
                    }
                }));
        operation.getVariableDefinitions().stream().filter(definition -> !usedVariables.contains(definition.getName()))
                .forEach(definition -> errors.add(definition, "The variable '$%s' is not used.", definition.getName()));
    }

    /**
     * A place where a variable is used.
     *
     * @param type the type of the place
     * @param hasDefault true when the place has a default value in the schema
     * @param mustNotBeNull true when graphql-java fails if the variable is null, even where its type is nullable
     */
    record Usage(String name, @Nullable GraphQLType type, boolean hasDefault, boolean mustNotBeNull) {
    }

    /** Reports a variable whose type does not fit the place. */
    private void checkUsage(Usage usage, VariableDefinition definition, VariableReference reference,
            List<VariableReference> nonNullReferences) {
        GraphQLType placeType = usage.type();
        GraphQLType variableType = schemaTypes.graphQLType(definition.getType());
        if (variableType == null || placeType == null) {
            return;
        }
        boolean hasNonNullDefault = definition.getDefaultValue() != null
                && !(definition.getDefaultValue() instanceof NullValue);
        boolean isNonNullByDefault = isNonNull(placeType) && !isNonNull(variableType)
                && (hasNonNullDefault || usage.hasDefault());
        if (!fitsPlace(variableType, isNonNullByDefault ? unwrapOne(placeType) : placeType)) {
            errors.add(List.of(definition, reference), "The variable '$%s' of the type '%s' is used where '%s' is expected.",
                    definition.getName(), simplePrint(variableType), simplePrint(placeType));
        } else if (isNonNullByDefault && usage.mustNotBeNull()) {
            nonNullReferences.add(reference);
        }
    }

    private static boolean fitsPlace(GraphQLType variableType, GraphQLType placeType) {
        if (isNonNull(placeType) || isList(placeType) && isList(variableType)) {
            return isNonNull(variableType) == isNonNull(placeType) && fitsPlace(unwrapOne(variableType), unwrapOne(placeType));
        }
        return isNonNull(variableType) ? fitsPlace(unwrapOne(variableType), placeType)
                : !isList(placeType) && !isList(variableType) && simplePrint(variableType).equals(simplePrint(placeType));
    }

    /**
     * Checks that graphql-java can coerce the values of variables.
     *
     * @param nonNullReferences references to variables that must not be null
     */
    public static List<GraphQLError> valueErrors(SchemaTypes schemaTypes, OperationDefinition operation,
            List<VariableReference> nonNullReferences, Map<String, @Nullable Object> variables) {
        ErrorList errors = new ErrorList(ErrorCode.BAD_USER_INPUT);
        for (VariableDefinition variable : operation.getVariableDefinitions()) {
            GraphQLType variableType = schemaTypes.graphQLType(variable.getType());
            boolean isGiven = variables.containsKey(variable.getName());
            if (variableType != null && (isGiven || variable.getDefaultValue() == null)
                    && !acceptsValue(variableType, variables.get(variable.getName()))) {
                errors.add(variable, "The variable '$%s' needs a value of the type '%s'.", variable.getName(),
                        simplePrint(variableType));
            }
        }
        for (VariableReference nonNullReference : nonNullReferences) {
            if (variables.containsKey(nonNullReference.getName()) && variables.get(nonNullReference.getName()) == null) {
                errors.add(nonNullReference, "The variable '$%s' must not be null here.", nonNullReference.getName());
            }
        }
        return errors.toList();
    }

    private static boolean acceptsValue(GraphQLType variableType, @Nullable Object variableValue) {
        GraphQLType nullableType = GraphQLTypeUtil.unwrapNonNull(variableType);
        if (variableValue == null) {
            return variableType == nullableType;
        }
        if (isList(nullableType)) {
            GraphQLType itemType = unwrapOne(nullableType);
            return variableValue instanceof List<?> items ? items.stream().allMatch(item -> acceptsValue(itemType, item))
                    : acceptsValue(itemType, variableValue);
        }
        if (nullableType instanceof GraphQLEnumType enumType) {
            return variableValue instanceof String enumValue && enumType.getValue(enumValue) != null;
        }
        try {
            ((GraphQLScalarType) nullableType).getCoercing().parseValue(variableValue, GraphQLContext.getDefault(),
                    Locale.ROOT);
            return true;
        } catch (CoercingParseValueException e) {
            return false;
        }
    }
}
