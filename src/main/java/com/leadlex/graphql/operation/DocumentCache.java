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
 * Parses, measures, validates and plans documents, in this order: each step is cheaper than the next one.
 * The cache keeps only valid documents, and prefers often requested ones: a stream of new documents does not evict them.
 */
@Singleton
class DocumentCache {

    /** Memory of a cached document per character: at most 35 bytes were measured for its tree, and the text is kept. */
    private static final long BYTES_PER_CHARACTER = 64;
    /** Memory of a cached document beside its characters: 700 bytes were measured for one of 16 characters. */
    private static final int BASE_BYTES_PER_DOCUMENT = 512;

    /**
     * A document after all steps that need no variables.
     *
     * @param operations empty when the document does not parse
     * @param parsedEntry graphql-java's entry: the syntax tree, or the errors of a refused document
     */
    record PreparedDocument(List<PreparedOperation> operations, PreparsedDocumentEntry parsedEntry) {

        /**
         * One operation of a document.
         *
         * @param nonNullReferences references to variables that must not be null, even where their type is nullable
         * @param plan runs the operation without graphql-java; null when only graphql-java can run it
         */
        record PreparedOperation(OperationDefinition definition, DocumentMeasure measure,
                List<VariableReference> nonNullReferences, @Nullable LookupPlan plan) {

            static PreparedOperation withoutPlan(OperationDefinition definition, DocumentMeasure measure) {
                return new PreparedOperation(definition, measure, /* nonNullReferences= */ List.of(), /* plan= */ null);
            }

            PreparedOperation withReferencesAndPlan(List<VariableReference> nonNullReferences, @Nullable LookupPlan plan) {
                return new PreparedOperation(definition, measure, nonNullReferences, plan);
            }
        }

        boolean isRefused() {
            return parsedEntry.hasErrors();
        }

        /**
         * The operation to run (GraphQL specification, section 6.1, GetOperation).
         *
         * @param operationName null when the request does not name one
         * @return null when the document has no operation of that name, or several operations and the request names none
         */
        @Nullable
        PreparedOperation operation(@Nullable String operationName) {
            if (operationName == null) {
                return operations.size() == 1 ? operations.get(0) : null;
            }
            return operations.stream().filter(operation -> operationName.equals(operation.definition.getName())).findFirst()
                    .orElse(null);
        }
    }

    private final SchemaTypes schemaTypes;
    private final DocumentLimits documentLimits;
    private final int maxTokens;
    private final Cache<String, PreparedDocument> preparedDocuments;

    DocumentCache(ServedSchema schema, OperationConfig config, DocumentLimits documentLimits) {
        schemaTypes = new SchemaTypes(schema.schema());
        this.documentLimits = documentLimits;
        maxTokens = config.limits().tokens();
        preparedDocuments = Caffeine.newBuilder()
                .maximumWeight(Math.min(config.limits().cachedCharacters() * BYTES_PER_CHARACTER,
                        HeapBudget.PARSED_DOCUMENTS.bytes()))
                .weigher((String documentText, PreparedDocument document) -> (int) (BASE_BYTES_PER_DOCUMENT
                        + documentText.length() * BYTES_PER_CHARACTER))
                .executor(Runnable::run).build();
    }

    PreparedDocument prepare(String documentText) {
        PreparedDocument cachedDocument = preparedDocuments.getIfPresent(documentText);
        if (cachedDocument != null) {
            return cachedDocument;
        }
        PreparedDocument document = prepareDocument(documentText);
        if (!document.isRefused()) {
            preparedDocuments.put(documentText, document);
        }
        return document;
    }

    private PreparedDocument prepareDocument(String documentText) {
        Document document;
        try {
            document = DocumentParser.parse(documentText, maxTokens);
        } catch (SyntaxError syntaxError) {
            Failure syntaxFailure = syntaxError.location() == null ? documentLimits.tooManyTokens()
                    : Failure.ofRequest(ErrorCode.GRAPHQL_PARSE_FAILED, "Syntax error: " + syntaxError.getMessage() + ".");
            return refusedDocument(List.of(), GraphQLErrors.of(syntaxFailure,
                    syntaxError.location() == null ? List.of() : List.of(syntaxError.location())));
        }
        DocumentMeasure.Walk measureWalk = new DocumentMeasure.Walk(document);
        List<PreparedOperation> operations = new ArrayList<>();
        for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
            operations.add(PreparedOperation.withoutPlan(operation, measureWalk.measureOperation(operation)));
        }
        Failure exceededLimit = documentLimits.exceededLimit(
                Stream.concat(operations.stream().map(PreparedOperation::measure), measureWalk.unreachedFragments().stream())
                        .toList());
        if (exceededLimit != null) {
            return refusedDocument(operations, GraphQLErrors.of(exceededLimit, List.of()));
        }
        DocumentValidator.Result validation = DocumentValidator.validate(schemaTypes, document);
        if (!validation.errors().isEmpty()) {
            return refusedDocument(operations, validation.errors().toArray(GraphQLError[]::new));
        }
        PlanCompiler planCompiler = new PlanCompiler(document);
        operations.replaceAll(operation -> operation.withReferencesAndPlan(
                validation.nonNullReferences().getOrDefault(operation.definition(), List.of()),
                planCompiler.compilePlan(operation)));
        return new PreparedDocument(operations, new PreparsedDocumentEntry(document));
    }

    private static PreparedDocument refusedDocument(List<PreparedOperation> operations, GraphQLError... errors) {
        return new PreparedDocument(operations, new PreparsedDocumentEntry(List.of(errors)));
    }
}
