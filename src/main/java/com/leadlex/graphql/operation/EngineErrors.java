package com.leadlex.graphql.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;
import com.leadlex.graphql.error.WithoutMessages;

import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.GraphQLException;
import graphql.language.SourceLocation;
import graphql.language.VariableReference;

/** What graphql-java reports or throws while it runs an operation, as the errors that callers get. */
final class EngineErrors {

    private static final Logger LOG = Logger.getLogger(EngineErrors.class);

    private EngineErrors() {
    }

    static List<GraphQLError> of(List<GraphQLError> reported) {
        List<GraphQLError> errors = new ArrayList<>(reported.size());
        for (GraphQLError error : reported) {
            errors.add(of(error));
        }
        return errors;
    }

    private static GraphQLError of(GraphQLError error) {
        if (error.getErrorType() instanceof ErrorCode) {
            return error;
        }
        if (error.getErrorType() == ErrorType.ValidationError) {
            return GraphQLErrors.of(Failure.badInput(DocumentErrors.plain(error.getMessage())), error.getLocations(),
                    error.getPath());
        }
        LOG.errorf("graphql-java reported an error of type %s", error.getErrorType());
        return GraphQLErrors.of(Failure.BUG, error.getLocations(), error.getPath());
    }

    /**
     * What a field threw.
     *
     * @param path of the field
     */
    static GraphQLError ofField(Throwable thrown, SourceLocation location, List<Object> path) {
        return GraphQLErrors.of(failure(thrown), List.of(location), path);
    }

    /** What no field threw: the request as a whole cannot be run. */
    static GraphQLError ofRequest(Throwable thrown) {
        return GraphQLErrors.of(failure(thrown), List.of());
    }

    /**
     * A variable that is null where a directive needs a value.
     *
     * @param path of the field whose selections are in question; null for the operation
     */
    static GraphQLError ofNull(VariableReference variable, @Nullable List<Object> path) {
        return GraphQLErrors.of(
                Failure.badInput("The variable '$" + variable.getName() + "' is null, and a directive needs true or false."),
                List.of(variable.getSourceLocation()), path);
    }

    /** What graphql-java throws by itself is about what a caller sent: a value that cannot be coerced, above all. */
    private static Failure failure(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof GraphQLException && cause.getMessage() != null) {
            return Failure.badInput(DocumentErrors.plain(cause.getMessage()));
        }
        if (isOfGraphQLJava(cause)) {
            LOG.warn("graphql-java could not run an operation", WithoutMessages.of(cause));
            return Failure.badInput(DocumentErrors.WRONG_VALUE);
        }
        LOG.error("An operation could not be run", WithoutMessages.of(cause));
        return Failure.BUG;
    }

    /** Such as a null pointer, over a null where its types allow one and its code does not, or a text that it does not find. */
    private static boolean isOfGraphQLJava(Throwable cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (!isOfJava(frame.getClassName())) {
                return frame.getClassName().startsWith("graphql.");
            }
        }
        return false;
    }

    /** The JDK throws for who called it. */
    private static boolean isOfJava(String className) {
        return className.startsWith("java.") || className.startsWith("jdk.") || className.startsWith("com.oracle.svm.");
    }
}
