package com.leadlex.graphql.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;
import com.leadlex.graphql.memory.HeapBudget;
import com.leadlex.graphql.operation.DocumentCache.PreparedDocument.PreparedOperation;
import com.leadlex.graphql.operation.syntax.DocumentParser;
import com.leadlex.graphql.operation.syntax.SyntaxError;
import com.leadlex.graphql.operation.validation.DocumentValidator;
import com.leadlex.graphql.operation.validation.SchemaTypes;

import graphql.GraphQLError;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.VariableReference;

/**
 * Parses, measures, validates and plans documents, in this order: each step is cheaper than the next one. Caches valid
 * documents only. The cache prefers documents that are often requested, so that a stream of new ones does not evict them.
 */
@Singleton
class DocumentCache {

    /**
     * Memory of a cached document for each character: at most 35 bytes were measured for its tree, and the text is kept too.
     */
    private static final long BYTES_A_CHARACTER = 64;
    /** Memory of a cached document beside its characters: 700 bytes were measured for one of 16 characters. */
    private static final int BYTES_A_DOCUMENT = 512;

    /**
     * A document after all steps that need no variables.
     *
     * @param operations empty when the document does not parse
     * @param entry the syntax tree, or the errors of a refused document
     */
    record PreparedDocument(List<PreparedOperation> operations, PreparsedDocumentEntry entry) {

        /**
         * One operation of a document.
         *
         * @param conditions references to variables that must not be null, even where their type is nullable
         * @param plan runs the operation without graphql-java; null when only graphql-java can run it
         */
        record PreparedOperation(OperationDefinition definition, DocumentMeasure measure,
                List<VariableReference> conditions, @Nullable LookupPlan plan) {
        }

        boolean isRefused() {
            return entry.hasErrors();
        }

        /**
         * The operation to run (GraphQL specification, section 6.1, GetOperation).
         *
         * @param name null when the request does not name one
         * @return null when the document has no operation of that name, or several operations and the request names none
         */
        @Nullable
        PreparedOperation operation(@Nullable String name) {
            if (name == null) {
                return operations.size() == 1 ? operations.get(0) : null;
            }
            return operations.stream().filter(operation -> name.equals(operation.definition.getName())).findFirst()
                    .orElse(null);
        }
    }

    private final SchemaTypes types;
    private final DocumentLimits limits;
    private final int maxTokens;
    private final Cache<String, PreparedDocument> prepared;

    DocumentCache(ServedSchema schema, OperationConfig config, DocumentLimits limits) {
        types = new SchemaTypes(schema.schema());
        this.limits = limits;
        maxTokens = config.limits().tokens();
        prepared = Caffeine.newBuilder()
                .maximumWeight(Math.min(config.limits().cachedCharacters() * BYTES_A_CHARACTER,
                        HeapBudget.PARSED_DOCUMENTS.bytes()))
                .weigher((String text, PreparedDocument document) -> (int) (BYTES_A_DOCUMENT
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
        if (!document.isRefused()) {
            prepared.put(text, document);
        }
        return document;
    }

    private PreparedDocument prepare(String text) {
        Document document;
        try {
            document = DocumentParser.parse(text, maxTokens);
        } catch (SyntaxError e) {
            Failure failure = e.location() == null ? limits.tooManyTokens()
                    : Failure.request(ErrorCode.GRAPHQL_PARSE_FAILED, "Syntax error: " + e.getMessage() + ".");
            return refused(List.of(), GraphQLErrors.of(failure, e.location() == null ? List.of() : List.of(e.location())));
        }
        DocumentMeasure.Walk walk = new DocumentMeasure.Walk(document);
        List<PreparedOperation> operations = new ArrayList<>();
        for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
            operations.add(new PreparedOperation(operation, walk.measure(operation), List.of(), null));
        }
        Failure exceeded = limits.exceeded(
                Stream.concat(operations.stream().map(PreparedOperation::measure), walk.unreachedFragments().stream())
                        .toList());
        if (exceeded != null) {
            return refused(operations, GraphQLErrors.of(exceeded, List.of()));
        }
        DocumentValidator.Result validated = DocumentValidator.validate(types, document);
        if (!validated.errors().isEmpty()) {
            return refused(operations, validated.errors().toArray(GraphQLError[]::new));
        }
        PlanCompiler compiler = new PlanCompiler(document);
        operations.replaceAll(operation -> new PreparedOperation(operation.definition(), operation.measure(),
                validated.conditions().getOrDefault(operation.definition(), List.of()), compiler.compile(operation)));
        return new PreparedDocument(operations, new PreparsedDocumentEntry(document));
    }

    private static PreparedDocument refused(List<PreparedOperation> operations, GraphQLError... errors) {
        return new PreparedDocument(operations, new PreparsedDocumentEntry(List.of(errors)));
    }
}
