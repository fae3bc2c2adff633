package com.leadlex.graphql.operation.validation;

import java.util.List;
import java.util.Set;

import graphql.language.Argument;
import graphql.language.Directive;
import graphql.language.Node;
import graphql.schema.GraphQLDirective;
import graphql.validation.AbstractRule;
import graphql.validation.ValidationContext;
import graphql.validation.ValidationErrorCollector;
import graphql.validation.ValidationErrorType;
import graphql.validation.rules.KnownArgumentNames;

/**
 * Directives that graphql-java puts into every schema although no specification has them. They are neither shown nor taken:
 * what is asked for with one would not be done.
 */
public final class ExperimentalDirectives extends AbstractRule {

    private static final Set<String> NAMES = Set.of("defer", "experimental_disableErrorPropagation");

    ExperimentalDirectives(ValidationContext context, ValidationErrorCollector errors) {
        super(context, errors);
    }

    public static boolean isOne(GraphQLDirective directive) {
        return NAMES.contains(directive.getName());
    }

    @Override
    @SuppressWarnings("rawtypes") // as the rule declares it
    public void checkDirective(Directive directive, List<Node> ancestors) {
        if (NAMES.contains(directive.getName())) {
            addError(ValidationErrorType.UnknownDirective, directive.getSourceLocation(),
                    "Unknown directive '" + directive.getName() + "'");
        }
    }

    /** Whether the rules are within one: of what is unknown, no argument is known. */
    static boolean surround(ValidationContext context) {
        return context.getDirective() != null && isOne(context.getDirective());
    }

    /** graphql-java's rule, but for the arguments of these. */
    static final class Arguments extends KnownArgumentNames {

        Arguments(ValidationContext context, ValidationErrorCollector errors) {
            super(context, errors);
        }

        @Override
        public void checkArgument(Argument argument) {
            if (!surround(getValidationContext())) {
                super.checkArgument(argument);
            }
        }
    }
}
