package com.leadlex.graphql.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;
import com.leadlex.graphql.error.WithoutMessages;
import com.leadlex.graphql.memory.HeapBudget;
import com.leadlex.graphql.operation.PreparedDocument.PreparedOperation;
import com.leadlex.graphql.operation.syntax.DocumentParser;
import com.leadlex.graphql.operation.syntax.SyntaxError;
import com.leadlex.graphql.operation.validation.DocumentValidator;

import graphql.GraphQLError;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.language.SourceLocation;
import graphql.schema.GraphQLSchema;

/**
 * Parses, measures, validates and plans documents, in this order: each step is cheaper than the next one. Only
 * documents that passed all of them are kept, in a cache that prefers what is asked for often, so a stream of new
 * documents cannot push the good ones out.
 */
@Singleton
class Documents {

    private static final Logger LOG = Logger.getLogger(Documents.class);

    /** What a tree takes for each character of its document: 35 were measured of a dense one, and its text is kept too. */
    private static final long BYTES_A_CHARACTER = 64;
    /** What each takes besides: 700 were measured of one of 16 characters. */
    private static final int BYTES_A_DOCUMENT = 512;

    /** Of so many fragments, graphql-java finds all that spread themselves. */
    private static final int MOST_CYCLIC = 100;

    private final GraphQLSchema schema;
    private final IntrospectionLists lists;
    private final DocumentLimits limits;
    private final int maxTokens;
    private final Cache<String, PreparedDocument.Valid> prepared;

    Documents(ServedSchema schema, OperationConfig config) {
        this.schema = schema.schema();
        lists = new IntrospectionLists(this.schema);
        limits = new DocumentLimits(config);
        maxTokens = config.limits().tokens();
        prepared = Caffeine.newBuilder()
                .maximumWeight(Math.min(config.limits().cachedCharacters() * BYTES_A_CHARACTER,
                        HeapBudget.PARSED_DOCUMENTS.bytes()))
                .weigher((String text, PreparedDocument.Valid document) -> (int) (BYTES_A_DOCUMENT
                        + text.length() * BYTES_A_CHARACTER))
                .executor(Runnable::run)
                .build();
    }

    PreparedDocument get(String text) {
        PreparedDocument known = prepared.getIfPresent(text);
        if (known != null) {
            return known;
        }
        PreparedDocument document = prepare(text);
        if (document instanceof PreparedDocument.Valid valid) {
            prepared.put(text, valid);
        }
        return document;
    }

    private PreparedDocument prepare(String text) {
        Document document;
        try {
            document = DocumentParser.parse(text, maxTokens);
        } catch (DocumentParser.TooLarge e) {
            return refused(limits.tooManyTokens(), List.of());
        } catch (SyntaxError e) {
            return new PreparedDocument.Refused(List.of(DocumentErrors.syntax(e)), List.of());
        }
        List<PreparedOperation> operations = new ArrayList<>();
        DocumentMeasurer measurer = new DocumentMeasurer(document, lists);
        for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
            operations.add(new PreparedOperation(operation, measurer.measure(operation), null));
        }
        Failure tooComplex = tooComplex(document, operations, measurer);
        if (tooComplex != null) {
            return refused(tooComplex, operations);
        }
        List<GraphQLError> invalid = validate(document, measurer);
        if (!invalid.isEmpty()) {
            return new PreparedDocument.Refused(invalid, operations);
        }
        PlanCompiler compiler = new PlanCompiler(document);
        operations.replaceAll(it -> new PreparedOperation(it.definition(), it.measure(), compiler.compile(it.definition())));
        return new PreparedDocument.Valid(operations, new PreparsedDocumentEntry(document));
    }

    /** A document over which the library itself fails is an invalid one, too. */
    private List<GraphQLError> validate(Document document, DocumentMeasurer measured) {
        FragmentDefinition cyclic = measured.cyclic();
        if (cyclic != null && measured.fragments() > MOST_CYCLIC) {
            return List.of(GraphQLErrors.of(Failure.request(ErrorCode.GRAPHQL_VALIDATION_FAILED,
                    "Fragment '" + cyclic.getName() + "' spreads itself."), List.of(cyclic.getSourceLocation())));
        }
        try {
            return DocumentErrors.validation(
                    new DocumentValidator(cyclic != null).validateDocument(schema, document, Locale.ROOT), document);
        } catch (RuntimeException e) {
            LOG.warn("A document could not be validated", WithoutMessages.of(e));
            return List.of(GraphQLErrors.of(
                    Failure.request(ErrorCode.GRAPHQL_VALIDATION_FAILED, "The document does not fit the schema."), List.of()));
        }
    }

    private @Nullable Failure tooComplex(Document document, List<PreparedOperation> operations, DocumentMeasurer measurer) {
        Failure exceeded = null;
        for (PreparedOperation operation : operations) {
            exceeded = exceeded == null ? limits.exceeded(operation.measure()) : exceeded;
        }
        for (FragmentDefinition fragment : document.getDefinitionsOfType(FragmentDefinition.class)) {
            exceeded = exceeded == null ? limits.exceeded(measurer.measure(fragment)) : exceeded;
        }
        return exceeded == null ? limits.exceeded(operations.stream().mapToLong(it -> it.measure().fields()).sum()) : exceeded;
    }

    private static PreparedDocument refused(Failure failure, List<PreparedOperation> operations) {
        return new PreparedDocument.Refused(List.of(GraphQLErrors.of(failure, List.<SourceLocation> of())), operations);
    }
}
