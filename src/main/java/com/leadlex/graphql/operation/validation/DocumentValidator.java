package com.leadlex.graphql.operation.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import graphql.language.SourceLocation;
import graphql.validation.AbstractRule;
import graphql.validation.ValidationContext;
import graphql.validation.ValidationErrorCollector;
import graphql.validation.ValidationErrorType;
import graphql.validation.Validator;
import graphql.validation.rules.ArgumentsOfCorrectType;
import graphql.validation.rules.DeferDirectiveLabel;
import graphql.validation.rules.DeferDirectiveOnRootLevel;
import graphql.validation.rules.DeferDirectiveOnValidOperation;
import graphql.validation.rules.KnownArgumentNames;
import graphql.validation.rules.LoneAnonymousOperation;
import graphql.validation.rules.NoFragmentCycles;
import graphql.validation.rules.OverlappingFieldsCanBeMerged;
import graphql.validation.rules.ProvidedNonNullArguments;
import graphql.validation.rules.SubscriptionUniqueRootField;
import graphql.validation.rules.VariableDefaultValuesOfCorrectType;

/** graphql-java's validation, with rules of ours in the place of some of its own. */
public final class DocumentValidator extends Validator {

    /**
     * What rules of ours tell, and those on subscriptions and {@code @defer}: there are neither, which others tell, and the
     * rule on a subscription's fields fails over a directive or a fragment that is wrong.
     */
    private static final Set<Class<?>> LEFT_OUT = Set.of(OverlappingFieldsCanBeMerged.class, LoneAnonymousOperation.class,
            ArgumentsOfCorrectType.class, VariableDefaultValuesOfCorrectType.class, SubscriptionUniqueRootField.class,
            DeferDirectiveOnRootLevel.class, DeferDirectiveOnValidOperation.class, DeferDirectiveLabel.class,
            KnownArgumentNames.class,
            ProvidedNonNullArguments.class);

    private final boolean cyclic;

    /**
     * @param cyclic whether a fragment spreads itself: graphql-java's rule on that takes a minute for some hundreds that do
     *        not,
     *        one within the other
     */
    public DocumentValidator(boolean cyclic) {
        this.cyclic = cyclic;
    }

    @Override
    public List<AbstractRule> createRules(ValidationContext context, ValidationErrorCollector errors) {
        List<AbstractRule> rules = new ArrayList<>(super.createRules(context, errors));
        rules.removeIf(rule -> LEFT_OUT.contains(rule.getClass()) || !cyclic && rule instanceof NoFragmentCycles);
        rules.add(new ExperimentalDirectives(context, errors));
        rules.add(new ExperimentalDirectives.Arguments(context, errors));
        rules.add(new MergeableFields(context, errors));
        rules.add(new LoneAnonymousOperations(context, errors));
        rules.add(new LiteralTypes(context, errors));
        rules.add(new RequiredArguments(context, errors));
        return rules;
    }

    /** graphql-java's rule, but for a null that is not allowed, which is told at itself by the rule on literals. */
    private static final class RequiredArguments extends ProvidedNonNullArguments {

        RequiredArguments(ValidationContext context, ValidationErrorCollector errors) {
            super(context, errors);
        }

        @Override
        public void addError(ValidationErrorType type, SourceLocation location, String description) {
            if (type != ValidationErrorType.NullValueForNonNullArgument) {
                super.addError(type, location, description);
            }
        }
    }
}
