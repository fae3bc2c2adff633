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
 * sections 5.3 to 5.7), and collects its fragment spreads and variables. A null type is unknown: its name was reported already.
 */
final class DefinitionWalk {

    /** An argument of introspection fields. It must not be null (section 4.2), but graphql-java declares it nullable. */
    private static final String INCLUDE_DEPRECATED = "includeDeprecated";

    private final SchemaTypes types;
    private final Map<String, FragmentDefinition> fragments;
    private final ErrorList errors;

    final List<FragmentSpread> spreads = new ArrayList<>();
    /** The first reference for each usage of a variable. */
    final Map<VariableUsage, VariableReference> variables = new LinkedHashMap<>();

    /**
     * A place where a variable is used.
     *
     * @param type the type of the place
     * @param defaulted true when the place has a default value in the schema
     * @param neverNull true when graphql-java fails if the variable is null, even where its type is nullable
     */
    record VariableUsage(String name, @Nullable GraphQLType type, boolean defaulted, boolean neverNull) {
    }

    DefinitionWalk(SchemaTypes types, Map<String, FragmentDefinition> fragments, ErrorList errors) {
        this.types = types;
        this.fragments = fragments;
        this.errors = errors;
    }

    void checkSelections(SelectionSet selections, @Nullable GraphQLCompositeType parent) {
        for (Selection<?> selection : selections.getSelections()) {
            if (selection instanceof Field field) {
                checkField(field, parent);
            } else if (selection instanceof InlineFragment inline) {
                TypeName condition = inline.getTypeCondition();
                checkDirectives(inline, DirectiveLocation.INLINE_FRAGMENT);
                GraphQLCompositeType type = condition == null ? parent : typeCondition(condition);
                checkTypesOverlap(inline, type, parent);
                checkSelections(inline.getSelectionSet(), type);
            } else {
                checkSpread((FragmentSpread) selection, parent);
            }
        }
    }

    private void checkField(Field field, @Nullable GraphQLCompositeType parent) {
        GraphQLFieldDefinition definition = types.field(parent, field.getName());
        if (parent != null && definition == null) {
            errors.add(field, "The type '%s' has no field '%s'.", parent.getName(), field.getName());
        }
        checkArguments(field, field.getArguments(), definition == null ? null : definition.getArguments(), false);
        checkDirectives(field, DirectiveLocation.FIELD);
        GraphQLCompositeType type = SchemaTypes.composite(definition);
        SelectionSet selections = field.getSelectionSet();
        if (selections != null) {
            if (definition != null && type == null) {
                errors.add(selections, "'%s' has no fields to select.", field.getName());
            }
            checkSelections(selections, type);
        } else if (type != null) {
            errors.add(field, "'%s' requires a selection of fields of '%s'.", field.getName(), type.getName());
        }
    }

    private void checkSpread(FragmentSpread spread, @Nullable GraphQLCompositeType parent) {
        spreads.add(spread);
        checkDirectives(spread, DirectiveLocation.FRAGMENT_SPREAD);
        FragmentDefinition fragment = fragments.get(spread.getName());
        if (fragment == null) {
            errors.add(spread, "There is no fragment '%s'.", spread.getName());
        } else {
            checkTypesOverlap(spread, types.composite(fragment.getTypeCondition()), parent);
        }
    }

    @Nullable
    GraphQLCompositeType typeCondition(TypeName condition) {
        GraphQLCompositeType type = types.composite(condition);
        if (type == null) {
            errors.add(condition, types.type(condition) == null ? "There is no type '%s'."
                    : "'%s' has no fields; a fragment cannot be on it.", condition.getName());
        }
        return type;
    }

    private void checkTypesOverlap(Node<?> fragment, @Nullable GraphQLCompositeType type,
            @Nullable GraphQLCompositeType parent) {
        if (type != null && parent != null && !SchemaTypes.overlap(type, parent)) {
            errors.add(fragment, "A fragment on '%s' cannot be spread on the type '%s'.", type.getName(),
                    parent.getName());
        }
    }

    void checkDirectives(DirectivesContainer<?> node, DirectiveLocation location) {
        List<Directive> notRepeatable = new ArrayList<>(0);
        for (Directive directive : node.getDirectives()) {
            GraphQLDirective definition = types.directive(directive.getName());
            if (definition == null) {
                errors.add(directive, "There is no directive '@%s'.", directive.getName());
            } else if (!definition.validLocations().contains(location)) {
                errors.add(directive, "The directive '@%s' is not allowed here.", directive.getName());
            }
            if (definition != null && !definition.isRepeatable()) {
                notRepeatable.add(directive);
            }
            checkArguments(directive, directive.getArguments(), definition == null ? null : definition.getArguments(), true);
        }
        errors.addRepeated(notRepeatable, "The directive '@%s' must not be repeated.");
    }

    /** @param definitions null when the schema does not have the field or directive */
    private void checkArguments(NamedNode<?> owner, List<Argument> arguments, @Nullable List<GraphQLArgument> definitions,
            boolean ofDirective) {
        errors.addRepeated(arguments, "The argument '%s' must not be repeated.");
        for (Argument argument : arguments) {
            GraphQLArgument definition = definitions == null ? null
                    : definitions.stream()
                            .filter(known -> known.getName().equals(argument.getName())).findFirst().orElse(null);
            if (definitions != null && definition == null) {
                errors.add(argument, "'%s' has no argument '%s'.", owner.getName(), argument.getName());
            }
            boolean introspects = argument.getName().equals(INCLUDE_DEPRECATED);
            checkValue(argument.getValue(),
                    definition == null ? null : introspects ? SchemaTypes.BOOLEAN : definition.getType(),
                    definition != null && definition.hasSetDefaultValue(), ofDirective || introspects);
        }
        for (GraphQLArgument required : definitions == null ? List.<GraphQLArgument> of() : definitions) {
            if (isNonNull(required.getType()) && !required.hasSetDefaultValue()
                    && arguments.stream().noneMatch(given -> given.getName().equals(required.getName()))) {
                errors.add(owner, "'%s' requires the argument '%s' of the type '%s'.", owner.getName(), required.getName(),
                        simplePrint(required.getType()));
            }
        }
    }

    void checkValue(Value<?> value, @Nullable GraphQLType type, boolean defaulted, boolean neverNull) {
        if (value instanceof VariableReference variable) {
            variables.putIfAbsent(new VariableUsage(variable.getName(), type, defaulted, neverNull), variable);
            return;
        }
        GraphQLType nullable = type == null ? null : unwrapNonNull(type);
        boolean items = value instanceof ArrayValue && nullable != null && isList(nullable);
        if (type != null && !items && !SchemaTypes.accepts(type, value)) {
            errors.add(value, "Expected a value of the type '%s', found %s.", simplePrint(type),
                    AstPrinter.printAstCompact(value));
        }
        if (value instanceof ArrayValue array) {
            GraphQLType item = nullable != null && items ? unwrapOne(nullable) : null;
            array.getValues().forEach(element -> checkValue(element, item, false, true));
        } else if (value instanceof ObjectValue object) {
            // The schema has no input objects, so the fields of a literal object have no types.
            errors.addRepeated(object.getObjectFields(), "The field '%s' of an object must not be repeated.");
            object.getObjectFields().forEach(field -> checkValue(field.getValue(), null, false, false));
        }
    }
}
