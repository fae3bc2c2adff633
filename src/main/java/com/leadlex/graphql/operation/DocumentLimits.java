package com.leadlex.graphql.operation;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.operation.PreparedDocument.PreparedOperation;

import graphql.language.VariableDefinition;

/** Whether an operation asks for more than it may. */
final class DocumentLimits {

    /**
     * Selection sets in one another, those of fragments included. graphql-java walks through them on one stack, which is full
     * at some hundreds of fragments; nobody writes a tenth of that.
     */
    static final int MOST_NESTED = 100;

    /**
     * All operations of a document may have so many times the fields of one: each is validated with the fragments it spreads.
     */
    private static final int OPERATIONS = 10;

    private static final Failure INTROSPECTION_OFF = Failure.request(ErrorCode.GRAPHQL_VALIDATION_FAILED,
            "Introspection is switched off here.");

    private final OperationConfig config;

    DocumentLimits(OperationConfig config) {
        this.config = config;
    }

    /** @return null when it may be run */
    @Nullable
    Failure exceeded(Measure measure) {
        OperationConfig.Limits limits = config.limits();
        if (measure.nesting() > MOST_NESTED) {
            return tooComplex("nests fragments and fields more than " + MOST_NESTED + " levels deep");
        }
        if (measure.depth() > limits.depth()) {
            return tooComplex("nests fields more than " + limits.depth() + " levels deep");
        }
        if (measure.lookups() > limits.lookups()) {
            return tooManyLookups();
        }
        if (measure.aliases() > limits.aliases()) {
            return tooComplex("has more than " + limits.aliases() + " aliases");
        }
        if (measure.directives() > limits.directives()) {
            return tooComplex("has more than " + limits.directives() + " directives");
        }
        if (measure.fields() > limits.fields()) {
            return tooComplex("has more than " + limits.fields() + " fields");
        }
        if (measure.introspects() && measure.values() > limits.introspection()) {
            return tooComplex("introspects more than " + limits.introspection() + " values of the schema");
        }
        return measure.introspects() && !config.introspection() ? INTROSPECTION_OFF : null;
    }

    /**
     * @param fields of all operations of a document
     * @return null when it may have them
     */
    @Nullable
    Failure exceeded(long fields) {
        long most = (long) OPERATIONS * config.limits().fields();
        return fields > most ? tooComplex("and the others of the document have more than " + most + " fields") : null;
    }

    /** Federation's representations are look-ups too; those in a variable are counted here. */
    @Nullable
    Failure exceeded(PreparedOperation operation, Map<String, Object> variables) {
        long lookups = operation.measure().lookups();
        for (var used : operation.measure().entityVariables().entrySet()) {
            lookups += (long) used.getValue() * representations(used.getKey(), operation, variables);
        }
        return lookups > config.limits().lookups() ? tooManyLookups() : null;
    }

    private static int representations(String variable, PreparedOperation operation, Map<String, Object> variables) {
        if (variables.containsKey(variable)) {
            return variables.get(variable) instanceof List<?> list ? list.size() : 1;
        }
        for (VariableDefinition definition : operation.definition().getVariableDefinitions()) {
            if (definition.getName().equals(variable) && definition.getDefaultValue() != null) {
                return DocumentMeasurer.representations(definition.getDefaultValue());
            }
        }
        return 0;
    }

    Failure tooManyTokens() {
        return tooComplex("has more than " + config.limits().tokens()
                + " tokens, a number that is too long, or is nested too deeply to be read");
    }

    private Failure tooManyLookups() {
        return tooComplex("looks up more than " + config.limits().lookups() + " activities");
    }

    private static Failure tooComplex(String what) {
        return Failure.request(ErrorCode.OPERATION_TOO_COMPLEX, "The operation " + what + ".");
    }
}
