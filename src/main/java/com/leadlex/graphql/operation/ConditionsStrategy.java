package com.leadlex.graphql.operation;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import graphql.execution.AsyncExecutionStrategy;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.ExecutionContext;
import graphql.execution.ExecutionStrategyParameters;
import graphql.language.Field;
import graphql.language.VariableReference;
import graphql.schema.GraphQLObjectType;

/** graphql-java's execution, in which a null for {@code @skip} or {@code @include} fails the object around it and no more. */
final class ConditionsStrategy extends AsyncExecutionStrategy {

    ConditionsStrategy(DataFetcherExceptionHandler handler) {
        super(handler);
    }

    @Override
    protected Object completeValueForObject(ExecutionContext context, ExecutionStrategyParameters parameters,
            GraphQLObjectType type, Object result) {
        Map<String, @Nullable Object> variables = context.getCoercedVariables().toMap();
        VariableReference unset = variables.containsValue(null) ? first(context, parameters, type, variables) : null;
        if (unset == null) {
            return super.completeValueForObject(context, parameters, type, result);
        }
        context.addError(EngineErrors.ofNull(unset, parameters.getPath().toList()), parameters.getPath());
        return completeValueForNull(parameters);
    }

    private static @Nullable VariableReference first(ExecutionContext context, ExecutionStrategyParameters parameters,
            GraphQLObjectType type, Map<String, @Nullable Object> variables) {
        NullConditions conditions = new NullConditions(context.getGraphQLSchema(), type, context.getFragmentsByName(),
                variables);
        for (Field field : parameters.getField().getFields()) {
            VariableReference first = field.getSelectionSet() == null ? null : conditions.first(field.getSelectionSet());
            if (first != null) {
                return first;
            }
        }
        return null;
    }
}
