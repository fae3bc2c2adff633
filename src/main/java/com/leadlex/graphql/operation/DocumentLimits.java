package com.leadlex.graphql.operation;

import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.operation.DocumentCache.PreparedDocument.PreparedOperation;
import com.leadlex.graphql.operation.DocumentMeasure.Count;

/** Refuses operations over a limit, before they are validated. */
@Singleton
class DocumentLimits {

    /** All operations of a document together may have this many times the fields of one operation. */
    private static final int DOCUMENT_FIELDS_FACTOR = 10;

    private record CountLimit(Count count, int maxCount, Failure failure) {
    }

    private final List<CountLimit> countLimits;
    private final OperationConfig.Limits limitsConfig;

    DocumentLimits(OperationConfig operationConfig) {
        limitsConfig = operationConfig.limits();
        countLimits = List.of(
                countLimit(Count.NESTING, DocumentMeasure.MAX_NESTING_LEVELS,
                        "nests fragments and fields more than %d levels deep"),
                countLimit(Count.DEPTH, limitsConfig.depth(), "nests fields more than %d levels deep"),
                countLimit(Count.LOOKUPS, limitsConfig.lookups(), "looks up more than %d activities"),
                countLimit(Count.ALIASES, limitsConfig.aliases(), "has more than %d aliases"),
                countLimit(Count.DIRECTIVES, limitsConfig.directives(), "has more than %d directives"),
                countLimit(Count.FIELDS, limitsConfig.fields(), "has more than %d fields"),
                new CountLimit(Count.INTROSPECTIONS, operationConfig.introspection() ? DocumentMeasure.MAX_COUNT : 0,
                        Failure.ofRequest(ErrorCode.GRAPHQL_VALIDATION_FAILED, "Introspection is switched off here.")));
    }

    private static CountLimit countLimit(Count count, int maxCount, String predicateFormat) {
        return new CountLimit(count, maxCount, tooComplex(predicateFormat, maxCount));
    }

    private static Failure tooComplex(String predicateFormat, long maxCount) {
        return Failure.ofRequest(ErrorCode.OPERATION_TOO_COMPLEX, "The operation " + predicateFormat.formatted(maxCount) + ".");
    }

    /**
     * @param measures the measures of a document's operations, and of the fragments that no operation spreads
     * @return the first limit that is exceeded, or null
     */
    @Nullable
    Failure exceededLimit(List<DocumentMeasure> measures) {
        for (DocumentMeasure measure : measures) {
            for (CountLimit countLimit : countLimits) {
                if (measure.countOf(countLimit.count) > countLimit.maxCount) {
                    return countLimit.failure;
                }
            }
        }
        long maxDocumentFields = (long) DOCUMENT_FIELDS_FACTOR * limitsConfig.fields();
        return measures.stream().mapToLong(measure -> measure.countOf(Count.SELECTIONS)).sum() <= maxDocumentFields ? null
                : tooComplex("and the others of the document have more than %d fields and fragments", maxDocumentFields);
    }

    /**
     * Counts the look-ups of an operation, including the representations in its variables.
     *
     * @return the failure when there are too many look-ups, or null
     */
    @Nullable
    Failure exceededLimit(PreparedOperation operation, Map<String, Object> variables) {
        long lookupCount = operation.measure().countOf(Count.LOOKUPS);
        for (Map.Entry<String, Integer> variableUses : operation.measure().listVariableUses().entrySet()) {
            lookupCount += (long) variableUses.getValue() * countListItems(variableUses.getKey(), operation, variables);
        }
        return lookupCount <= limitsConfig.lookups() ? null
                : tooComplex("looks up more than %d activities", limitsConfig.lookups());
    }

    private static int countListItems(String variableName, PreparedOperation operation, Map<String, Object> variables) {
        if (variables.containsKey(variableName)) {
            return variables.get(variableName) instanceof List<?> list ? list.size() : 1;
        }
        return operation.definition().getVariableDefinitions().stream()
                .filter(definition -> definition.getName().equals(variableName) && definition.getDefaultValue() != null)
                .mapToInt(definition -> DocumentMeasure.countListItems(definition.getDefaultValue())).sum();
    }

    Failure tooManyTokens() {
        return tooComplex("has more than %d tokens, a number that is too long, or is nested too deeply to be read",
                limitsConfig.tokens());
    }

    /** The maximum number of values that graphql-java may produce for the operation. */
    int maxResultNodes(PreparedOperation operation) {
        return operation.measure().countOf(Count.INTROSPECTIONS) > 0 ? limitsConfig.introspection() : Integer.MAX_VALUE;
    }

    Failure tooManyResultNodes() {
        return tooComplex("introspects more than %d values of the schema", limitsConfig.introspection());
    }
}
