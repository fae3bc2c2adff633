package com.leadlex.graphql.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;

import graphql.GraphQLError;
import graphql.language.Directive;
import graphql.language.Document;
import graphql.language.Node;
import graphql.language.NodeTraverser;
import graphql.language.NodeVisitorStub;
import graphql.schema.DataFetcher;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;

/**
 * Directives that graphql-java puts into every schema although no specification has them. They are neither shown nor taken:
 * what is asked for with one would not be done.
 */
final class ExperimentalDirectives {

    private static final Set<String> NAMES = Set.of("defer", "experimental_disableErrorPropagation");

    private ExperimentalDirectives() {
    }

    /** Takes them out of what introspection tells. */
    static void hide(GraphQLCodeRegistry.Builder registry) {
        registry.dataFetcher(FieldCoordinates.coordinates("__Schema", "directives"),
                (DataFetcher<?>) it -> it.getGraphQLSchema().getDirectives().stream()
                        .filter(directive -> !NAMES.contains(directive.getName())).toList());
    }

    /** @return an error for each place where a document uses one */
    static List<GraphQLError> refuse(Document document) {
        List<GraphQLError> errors = new ArrayList<>();
        new NodeTraverser().preOrder(new NodeVisitorStub() {

            @Override
            @SuppressWarnings("rawtypes") // as the visitor declares it
            public TraversalControl visitDirective(Directive directive, TraverserContext<Node> context) {
                if (NAMES.contains(directive.getName())) {
                    errors.add(GraphQLErrors.of(
                            Failure.request(ErrorCode.GRAPHQL_VALIDATION_FAILED,
                                    "Unknown directive '" + directive.getName() + "'"),
                            List.of(directive.getSourceLocation())));
                }
                return TraversalControl.CONTINUE;
            }
        }, document);
        return errors;
    }
}
