package com.leadlex.graphql.documents;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.memory.HeapBudget;

import io.quarkus.runtime.util.HashUtil;

/**
 * Finds the document of a request by its text, its hash or its id. Trusted documents have a {@code documentId}
 * (GraphQL over HTTP, appendix on persisted documents). Other documents have a hash once clients have registered them,
 * by Apollo's automatic persisted queries (https://www.apollographql.com/docs/apollo-server/performance/apq).
 */
@Singleton
public class DocumentResolver {

    private static final long BYTES_PER_CHARACTER = 2;
    /** A generous estimate of the hash, the object headers of both texts and the cache entry. */
    private static final int BYTES_PER_DOCUMENT = 400;

    private static final Pattern SHA256_HEX = Pattern.compile("[0-9a-f]{64}");
    private static final String SHA256_ID_PREFIX = "sha256:";
    private static final Refused NO_QUERY_REFUSAL = badRequest("The parameter 'query' is missing.");
    private static final Refused EMPTY_QUERY_REFUSAL = refusalOf(ErrorCode.GRAPHQL_PARSE_FAILED,
            "Syntax error: the document is empty.");
    private static final Refused QUERY_AND_ID_REFUSAL = badRequest("Send either 'query' or 'documentId', not both.");
    private static final Refused WRONG_HASH_REFUSAL = badRequest("The 'sha256Hash' is not the hash of the 'query'.");
    private static final Refused MALFORMED_EXTENSION_REFUSAL = badRequest(
            "The extension 'persistedQuery' needs 'version' 1 and a 'sha256Hash'.");
    private static final Refused NOT_TRUSTED_REFUSAL = refusalOf(ErrorCode.DOCUMENT_NOT_TRUSTED,
            "This service runs only the documents that it was built with. Ask for yours to be added to graphql/operations.");

    /** The result of the search for a request's document. */
    public sealed interface DocumentLookup {
    }

    /**
     * The text of the document to run.
     *
     * @param hashToRegister the hash to register the text under once it has run; null if it is registered, or has no hash
     */
    public record Found(String text, @Nullable String hashToRegister) implements DocumentLookup {

        private Found(String text) {
            this(text, /* hashToRegister= */ null);
        }
    }

    /** This replica does not know the document; another one may. */
    public record AskOtherReplicas(String sha256) implements DocumentLookup {
    }

    /**
     * The request has no document that may run.
     *
     * @param failure its code is {@code BAD_REQUEST} for a malformed reference, {@code GRAPHQL_PARSE_FAILED} for an empty
     *        document, {@code PERSISTED_QUERY_NOT_FOUND} or {@code DOCUMENT_NOT_TRUSTED}
     */
    public record Refused(Failure failure) implements DocumentLookup {
    }

    private final TrustedDocuments trustedDocuments;
    private final SharedDocuments sharedDocuments;
    private final Cache<String, String> registeredTextsByHash;
    private final boolean runsOnlyTrusted;
    private final Refused hashNotFoundRefusal;
    private final Refused idNotFoundRefusal;

    DocumentResolver(TrustedDocuments trustedDocuments, DocumentsConfig config, SharedDocuments sharedDocuments) {
        this.trustedDocuments = trustedDocuments;
        this.sharedDocuments = sharedDocuments;
        registeredTextsByHash = Caffeine.newBuilder()
                .maximumWeight(Math.min(config.persistedCharacters() * BYTES_PER_CHARACTER,
                        HeapBudget.PERSISTED_DOCUMENTS.bytes()))
                .weigher((String hash, String text) -> (int) (BYTES_PER_DOCUMENT + text.length() * BYTES_PER_CHARACTER))
                .executor(Runnable::run).build();
        runsOnlyTrusted = config.mode() == DocumentsConfig.Mode.TRUSTED;
        // Apollo's clients compare the message PersistedQueryNotFound.
        hashNotFoundRefusal = runsOnlyTrusted ? NOT_TRUSTED_REFUSAL
                : refusalOf(ErrorCode.PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound");
        idNotFoundRefusal = runsOnlyTrusted ? NOT_TRUSTED_REFUSAL
                : refusalOf(ErrorCode.PERSISTED_QUERY_NOT_FOUND, "This service has no document with this documentId.");
    }

    /**
     * @param query the text; null when the request names the document by its id or hash
     * @param documentId the id of a trusted document, or null
     * @param persistedQuery the extension of automatic persisted queries, as the JSON had it, or null
     */
    public DocumentLookup find(@Nullable String query, @Nullable String documentId, @Nullable Object persistedQuery) {
        if (documentId != null) {
            return query != null ? QUERY_AND_ID_REFUSAL : findById(documentId);
        }
        DocumentLookup lookup = persistedQuery == null ? findByText(query) : findByHash(sha256Of(persistedQuery), query);
        boolean isUntrusted = runsOnlyTrusted && lookup instanceof Found found && !trustedDocuments.contains(found.text());
        return isUntrusted ? NOT_TRUSTED_REFUSAL : lookup;
    }

    /**
     * @param maxBytes the largest text that may come back, in UTF-8
     * @return completes with a document or a refusal, on the caller's event loop; never fails
     */
    public CompletionStage<DocumentLookup> findAtOtherReplicas(AskOtherReplicas unknownHash, int maxBytes) {
        String hash = unknownHash.sha256();
        return sharedDocuments.find(hash, maxBytes)
                .thenApply(text -> text != null && HashUtil.sha256(text).equals(hash) ? new Found(text, hash)
                        : hashNotFoundRefusal);
    }

    /** Registers a document that has run, and so is valid. */
    public void registerAfterRun(Found document) {
        String hash = document.hashToRegister();
        if (hash != null) {
            registeredTextsByHash.put(hash, document.text());
            sharedDocuments.register(hash, document.text());
        }
    }

    private DocumentLookup findById(String documentId) {
        String documentText = documentId.startsWith(SHA256_ID_PREFIX)
                ? trustedDocuments.textOfHash(documentId.substring(SHA256_ID_PREFIX.length()).toLowerCase(Locale.ROOT))
                : null;
        return documentText == null ? idNotFoundRefusal : new Found(documentText);
    }

    private static DocumentLookup findByText(@Nullable String query) {
        return query == null ? NO_QUERY_REFUSAL : query.isBlank() ? EMPTY_QUERY_REFUSAL : new Found(query);
    }

    private DocumentLookup findByHash(@Nullable String hash, @Nullable String query) {
        if (hash == null) {
            return MALFORMED_EXTENSION_REFUSAL;
        }
        if (query != null && !query.isEmpty()) {
            return !HashUtil.sha256(query).equals(hash) ? WRONG_HASH_REFUSAL
                    : runsOnlyTrusted ? new Found(query) : new Found(query, hash);
        }
        String textOfHash = trustedDocuments.textOfHash(hash);
        textOfHash = textOfHash == null ? registeredTextsByHash.getIfPresent(hash) : textOfHash;
        if (textOfHash != null) {
            return new Found(textOfHash);
        }
        return !runsOnlyTrusted && sharedDocuments.isOn() && SHA256_HEX.matcher(hash).matches() ? new AskOtherReplicas(hash)
                : hashNotFoundRefusal;
    }

    /** @return null when the extension is malformed */
    private static @Nullable String sha256Of(Object persistedQuery) {
        return persistedQuery instanceof Map<?, ?> extension && Integer.valueOf(1).equals(extension.get("version"))
                && extension.get("sha256Hash") instanceof String hash ? hash.toLowerCase(Locale.ROOT) : null;
    }

    private static Refused badRequest(String message) {
        return refusalOf(ErrorCode.BAD_REQUEST, message);
    }

    private static Refused refusalOf(ErrorCode code, String message) {
        return new Refused(Failure.ofRequest(code, message));
    }
}
