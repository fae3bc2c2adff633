package com.leadlex.graphql.operation.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import graphql.introspection.Introspection.DirectiveLocation;
import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.AstPrinter;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.NamedNode;
import graphql.language.Node;
import graphql.language.ObjectValue;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLType;

import static graphql.schema.GraphQLTypeUtil.isList;
import static graphql.schema.GraphQLTypeUtil.isNonNull;
import static graphql.schema.GraphQLTypeUtil.simplePrint;
import static graphql.schema.GraphQLTypeUtil.unwrapNonNull;
import static graphql.schema.GraphQLTypeUtil.unwrapOne;

/**
 * Walks over one operation or fragment: checks its selections, directives, arguments and literals (GraphQL specification,
 * sections 5.3 to 5.7), and collects its fragment spreads and variables. A null type is an unknown one, reported before.
 */
final class DefinitionWalk {

    private static final boolean NO_DEFAULT = false;
    private static final boolean MAY_BE_NULL = false;
    private static final boolean MUST_NOT_BE_NULL = true;

    private final SchemaTypes schemaTypes;
    private final Map<String, FragmentDefinition> fragmentsByName;
    private final ErrorList errors;

    final List<FragmentSpread> fragmentSpreads = new ArrayList<>();
    /** The first reference for each usage of a variable. */
    final Map<VariableRules.Usage, VariableReference> referencesByUsage = new LinkedHashMap<>();

    DefinitionWalk(SchemaTypes schemaTypes, Map<String, FragmentDefinition> fragmentsByName, ErrorList errors) {
        this.schemaTypes = schemaTypes;
        this.fragmentsByName = fragmentsByName;
        this.errors = errors;
    }

    void checkSelections(SelectionSet selections, @Nullable GraphQLCompositeType parentType) {
        for (Selection<?> selection : selections.getSelections()) {
            if (selection instanceof Field field) {
                checkField(field, parentType);
            } else if (selection instanceof InlineFragment inlineFragment) {
                TypeName typeCondition = inlineFragment.getTypeCondition();
                checkDirectives(inlineFragment, DirectiveLocation.INLINE_FRAGMENT);
                GraphQLCompositeType fragmentType = typeCondition == null ? parentType : resolveCondition(typeCondition);
                checkTypesOverlap(inlineFragment, fragmentType, parentType);
                checkSelections(inlineFragment.getSelectionSet(), fragmentType);
            } else {
                checkSpread((FragmentSpread) selection, parentType);
            }
        }
    }

    private void checkField(Field field, @Nullable GraphQLCompositeType parentType) {
        GraphQLFieldDefinition fieldDefinition = schemaTypes.field(parentType, field.getName());
        if (parentType != null && fieldDefinition == null) {
            errors.add(field, "The type '%s' has no field '%s'.", parentType.getName(), field.getName());
        }
        checkArguments(field, field.getArguments(), fieldDefinition == null ? null : fieldDefinition.getArguments(),
                MAY_BE_NULL);
        checkDirectives(field, DirectiveLocation.FIELD);
        GraphQLCompositeType subfieldsType = SchemaTypes.compositeType(fieldDefinition);
        SelectionSet selections = field.getSelectionSet();
        if (selections != null) {
            if (fieldDefinition != null && subfieldsType == null) {
                errors.add(selections, "'%s' has no fields to select.", field.getName());
            }
            checkSelections(selections, subfieldsType);
        } else if (subfieldsType != null) {
            errors.add(field, "'%s' requires a selection of fields of '%s'.", field.getName(), subfieldsType.getName());
        }
    }

    private void checkSpread(FragmentSpread spread, @Nullable GraphQLCompositeType parentType) {
        fragmentSpreads.add(spread);
        checkDirectives(spread, DirectiveLocation.FRAGMENT_SPREAD);
        FragmentDefinition fragment = fragmentsByName.get(spread.getName());
        if (fragment == null) {
            errors.add(spread, "There is no fragment '%s'.", spread.getName());
        } else {
            checkTypesOverlap(spread, schemaTypes.compositeType(fragment.getTypeCondition()), parentType);
        }
    }

    @Nullable
    GraphQLCompositeType resolveCondition(TypeName typeCondition) {
        GraphQLCompositeType conditionType = schemaTypes.compositeType(typeCondition);
        if (conditionType == null) {
            errors.add(typeCondition, schemaTypes.graphQLType(typeCondition) == null ? "There is no type '%s'."
                    : "'%s' has no fields; a fragment cannot be on it.", typeCondition.getName());
        }
        return conditionType;
    }

    private void checkTypesOverlap(Node<?> fragment, @Nullable GraphQLCompositeType fragmentType,
            @Nullable GraphQLCompositeType parentType) {
        if (fragmentType != null && parentType != null && !SchemaTypes.canOverlap(fragmentType, parentType)) {
            errors.add(fragment, "A fragment on '%s' cannot be spread on the type '%s'.", fragmentType.getName(),
                    parentType.getName());
        }
    }

    void checkDirectives(DirectivesContainer<?> node, DirectiveLocation location) {
        List<Directive> nonRepeatableDirectives = new ArrayList<>(0);
        for (Directive directive : node.getDirectives()) {
            GraphQLDirective directiveDefinition = schemaTypes.directive(directive.getName());
            if (directiveDefinition == null) {
                errors.add(directive, "There is no directive '@%s'.", directive.getName());
            } else if (!directiveDefinition.validLocations().contains(location)) {
                errors.add(directive, "The directive '@%s' is not allowed here.", directive.getName());
            }
            if (directiveDefinition != null && !directiveDefinition.isRepeatable()) {
                nonRepeatableDirectives.add(directive);
            }
            checkArguments(directive, directive.getArguments(),
                    directiveDefinition == null ? null : directiveDefinition.getArguments(), MUST_NOT_BE_NULL);
        }
        errors.addRepeated(nonRepeatableDirectives, "The directive '@%s' must not be repeated.");
    }

    /** @param argumentDefinitions null when the schema does not have the field or directive */
    private void checkArguments(NamedNode<?> argumentOwner, List<Argument> arguments,
            @Nullable List<GraphQLArgument> argumentDefinitions, boolean mustNotBeNull) {
        errors.addRepeated(arguments, "The argument '%s' must not be repeated.");
        for (Argument argument : arguments) {
            GraphQLArgument argumentDefinition = argumentDefinitions == null ? null
                    : argumentDefinitions.stream().filter(candidate -> candidate.getName().equals(argument.getName()))
                            .findFirst().orElse(null);
            if (argumentDefinitions != null && argumentDefinition == null) {
                errors.add(argument, "'%s' has no argument '%s'.", argumentOwner.getName(), argument.getName());
            }
            boolean isIncludeDeprecated = argument.getName().equals(SchemaTypes.INCLUDE_DEPRECATED);
            checkLiteral(argument.getValue(), argumentDefinition == null ? null
                    : isIncludeDeprecated ? SchemaTypes.NON_NULL_BOOLEAN : argumentDefinition.getType(),
                    argumentDefinition != null && argumentDefinition.hasSetDefaultValue(),
                    mustNotBeNull || isIncludeDeprecated);
        }
        for (GraphQLArgument parameter : argumentDefinitions == null ? List.<GraphQLArgument> of() : argumentDefinitions) {
            if (isNonNull(parameter.getType()) && !parameter.hasSetDefaultValue()
                    && arguments.stream().noneMatch(argument -> argument.getName().equals(parameter.getName()))) {
                errors.add(argumentOwner, "'%s' requires the argument '%s' of the type '%s'.", argumentOwner.getName(),
                        parameter.getName(), simplePrint(parameter.getType()));
            }
        }
    }

    void checkDefaultValue(Value<?> literal, GraphQLType variableType) {
        checkLiteral(literal, variableType, NO_DEFAULT, MAY_BE_NULL);
    }

    private void checkLiteral(Value<?> literal, @Nullable GraphQLType expectedType, boolean hasDefault, boolean mustNotBeNull) {
        if (literal instanceof VariableReference variable) {
            var usage = new VariableRules.Usage(variable.getName(), expectedType, hasDefault, mustNotBeNull);
            referencesByUsage.putIfAbsent(usage, variable);
            return;
        }
        GraphQLType nullableType = expectedType == null ? null : unwrapNonNull(expectedType);
        boolean isListLiteral = literal instanceof ArrayValue && nullableType != null && isList(nullableType);
        if (expectedType != null && !isListLiteral && !SchemaTypes.acceptsLiteral(expectedType, literal)) {
            errors.add(literal, "Expected a value of the type '%s', found %s.", simplePrint(expectedType),
                    AstPrinter.printAstCompact(literal));
        }
        if (literal instanceof ArrayValue arrayLiteral) {
            GraphQLType itemType = nullableType != null && isListLiteral ? unwrapOne(nullableType) : null;
            arrayLiteral.getValues().forEach(item -> checkLiteral(item, itemType, NO_DEFAULT, MUST_NOT_BE_NULL));
        } else if (literal instanceof ObjectValue objectLiteral) {
            // The schema has no input objects, so the fields of a literal object have no types.
            errors.addRepeated(objectLiteral.getObjectFields(), "The field '%s' of an object must not be repeated.");
            objectLiteral.getObjectFields().forEach(field -> checkLiteral(field.getValue(), null, NO_DEFAULT, MAY_BE_NULL));
        }
    }
}
