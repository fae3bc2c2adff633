package com.leadlex.graphql.operation;

import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.operation.DocumentCache.PreparedDocument.PreparedOperation;
import com.leadlex.graphql.operation.DocumentMeasure.Count;

/** Refuses operations over a limit, before they are validated. Each limit is a row of {@link #rows}. */
@Singleton
class DocumentLimits {

    /** All operations of a document together may have this many times the fields of one operation. */
    private static final int OPERATIONS = 10;

    private record Row(Count count, int limit, Failure failure) {
    }

    private final List<Row> rows;
    private final OperationConfig.Limits config;

    DocumentLimits(OperationConfig operations) {
        config = operations.limits();
        rows = List.of(
                row(Count.NESTING, DocumentMeasure.NESTING_LIMIT, "nests fragments and fields more than %d levels deep"),
                row(Count.DEPTH, config.depth(), "nests fields more than %d levels deep"),
                row(Count.LOOKUPS, config.lookups(), "looks up more than %d activities"),
                row(Count.ALIASES, config.aliases(), "has more than %d aliases"),
                row(Count.DIRECTIVES, config.directives(), "has more than %d directives"),
                row(Count.FIELDS, config.fields(), "has more than %d fields"),
                new Row(Count.INTROSPECTIONS, operations.introspection() ? DocumentMeasure.ENDLESS : 0,
                        Failure.request(ErrorCode.GRAPHQL_VALIDATION_FAILED, "Introspection is switched off here.")));
    }

    private static Row row(Count count, int limit, String sentence) {
        return new Row(count, limit, tooComplex(sentence, limit));
    }

    private static Failure tooComplex(String sentence, long limit) {
        return Failure.request(ErrorCode.OPERATION_TOO_COMPLEX, "The operation " + sentence.formatted(limit) + ".");
    }

    /**
     * @param roots measures of the operations of a document, and of the fragments that no operation spreads
     * @return the first limit that is exceeded, or null
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
        long limit = (long) OPERATIONS * config.fields();
        return roots.stream().mapToLong(root -> root.of(Count.SELECTIONS)).sum() <= limit ? null
                : tooComplex("and the others of the document have more than %d fields and fragments", limit);
    }

    /** Counts the look-ups of an operation with the representations in its variables. */
    @Nullable
    Failure exceeded(PreparedOperation operation, Map<String, Object> variables) {
        long sum = operation.measure().of(Count.LOOKUPS);
        for (Map.Entry<String, Integer> list : operation.measure().lists().entrySet()) {
            sum += (long) list.getValue() * listItems(list.getKey(), operation, variables);
        }
        return sum <= config.lookups() ? null : tooComplex("looks up more than %d activities", config.lookups());
    }

    private static int listItems(String variable, PreparedOperation operation, Map<String, Object> variables) {
        if (variables.containsKey(variable)) {
            return variables.get(variable) instanceof List<?> list ? list.size() : 1;
        }
        return operation.definition().getVariableDefinitions().stream()
                .filter(definition -> definition.getName().equals(variable) && definition.getDefaultValue() != null)
                .mapToInt(definition -> DocumentMeasure.listItems(definition.getDefaultValue())).sum();
    }

    Failure tooManyTokens() {
        return tooComplex("has more than %d tokens, a number that is too long, or is nested too deeply to be read",
                config.tokens());
    }

    /** The maximum number of values that graphql-java may produce for the operation. */
    int resultNodes(PreparedOperation operation) {
        return operation.measure().of(Count.INTROSPECTIONS) > 0 ? config.introspection() : Integer.MAX_VALUE;
    }

    Failure tooManyResultNodes() {
        return tooComplex("introspects more than %d values of the schema", config.introspection());
    }
}
