package com.leadlex.graphql.operation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.operation.DocumentMeasure.Count;
import com.leadlex.graphql.operation.PreparedDocument.PreparedOperation;
import com.leadlex.graphql.operation.schema.SchemaNames;

import graphql.language.VariableDefinition;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLTypeUtil;

/** Refuses what asks for more than it may, before it is validated. Each limit is a row of {@link #rows}. */
@Singleton
class DocumentLimits {

    /** Selection sets in one another, those of fragments included: all that walk through them do so on one stack. */
    static final int NESTING = 100;
    /** All operations of a document may have so many times the fields of one: each is compared with its fragments. */
    private static final int OPERATIONS = 10;

    private record Row(Count count, int limit, Failure failure) {
    }

    private final List<Row> rows;
    private final OperationConfig.Limits config;
    /** The fields of the query type that are look-ups, and of each the argument whose items are, or "". */
    private final Map<String, String> lookups = new HashMap<>();

    DocumentLimits(OperationConfig operations, ServedSchema schema) {
        config = operations.limits();
        rows = List.of(
                row(Count.NESTING, NESTING, "nests fragments and fields more than %d levels deep"),
                row(Count.DEPTH, config.depth(), "nests fields more than %d levels deep"),
                row(Count.LOOKUPS, config.lookups(), "looks up more than %d activities"),
                row(Count.ALIASES, config.aliases(), "has more than %d aliases"),
                row(Count.DIRECTIVES, config.directives(), "has more than %d directives"),
                row(Count.FIELDS, config.fields(), "has more than %d fields"),
                new Row(Count.INTROSPECTIONS, operations.introspection() ? DocumentMeasure.ENDLESS : 0,
                        Failure.request(ErrorCode.GRAPHQL_VALIDATION_FAILED, "Introspection is switched off here.")));
        for (GraphQLFieldDefinition field : schema.schema().getQueryType().getFieldDefinitions()) {
            if (!((GraphQLNamedType) GraphQLTypeUtil.unwrapAll(field.getType())).getName().equals(SchemaNames.SERVICE)) {
                lookups.put(field.getName(), field.getArguments().stream()
                        .filter(it -> GraphQLTypeUtil.isList(GraphQLTypeUtil.unwrapNonNull(it.getType())))
                        .map(GraphQLArgument::getName).findFirst().orElse(""));
            }
        }
    }

    private static Row row(Count count, int limit, String sentence) {
        return new Row(count, limit, tooComplex(sentence, limit));
    }

    private static Failure tooComplex(String sentence, long limit) {
        return Failure.request(ErrorCode.OPERATION_TOO_COMPLEX, "The operation " + sentence.formatted(limit) + ".");
    }

    Map<String, String> lookups() {
        return lookups;
    }

    /**
     * @param roots the operations of a document, and the fragments that none of them reaches
     * @return null when they may be validated
     */
    @Nullable
    Failure exceeded(List<DocumentMeasure> roots) {
        for (DocumentMeasure root : roots) {
            for (Row row : rows) {
                if (root.of(row.count) > row.limit) {
                    return row.failure;
                }
            }
        }
        long most = (long) OPERATIONS * config.fields();
        return roots.stream().mapToLong(it -> it.of(Count.SELECTIONS)).sum() <= most ? null
                : tooComplex("and the others of the document have more than %d fields and fragments", most);
    }

    /** Counts also the items of lists in variables that are look-ups, which are known only with the request. */
    @Nullable
    Failure exceeded(PreparedOperation operation, Map<String, Object> variables) {
        long sum = operation.measure().of(Count.LOOKUPS);
        for (Map.Entry<String, Integer> list : operation.measure().lists().entrySet()) {
            sum += (long) list.getValue() * items(list.getKey(), operation, variables);
        }
        return sum <= config.lookups() ? null : tooComplex("looks up more than %d activities", config.lookups());
    }

    private static int items(String variable, PreparedOperation operation, Map<String, Object> variables) {
        if (variables.containsKey(variable)) {
            return variables.get(variable) instanceof List<?> list ? list.size() : 1;
        }
        for (VariableDefinition definition : operation.definition().getVariableDefinitions()) {
            if (definition.getName().equals(variable) && definition.getDefaultValue() != null) {
                return DocumentMeasure.items(definition.getDefaultValue());
            }
        }
        return 0;
    }

    Failure tooManyTokens() {
        return tooComplex("has more than %d tokens, a number that is too long, or is nested too deeply to be read",
                config.tokens());
    }

    /** How many values of an answer graphql-java may come to. */
    int resultNodes(PreparedOperation operation) {
        return operation.measure().of(Count.INTROSPECTIONS) > 0 ? config.introspection() : Integer.MAX_VALUE;
    }

    Failure tooManyResultNodes() {
        return tooComplex("introspects more than %d values of the schema", config.introspection());
    }
}
