package com.leadlex.graphql.documents;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.leadlex.graphql.documents.DocumentLookup.AskOtherReplicas;
import com.leadlex.graphql.documents.DocumentLookup.Found;
import com.leadlex.graphql.documents.DocumentLookup.Known;
import com.leadlex.graphql.documents.DocumentLookup.Refused;
import com.leadlex.graphql.documents.DocumentLookup.Unregistered;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.memory.HeapBudget;

/**
 * Finds the document of a request: its text, or by a hash of it. Knows the trusted documents, by {@code documentId}
 * (GraphQL over HTTP, appendix on persisted documents), and what clients register by Apollo's protocol of automatic
 * persisted queries (https://www.apollographql.com/docs/apollo-server/performance/apq).
 */
@Singleton
public class DocumentResolver {

    private static final long BYTES_A_CHARACTER = 2;
    /** The hash, the headers of both texts and the entry of the cache, by a generous estimate. */
    private static final int BYTES_A_DOCUMENT = 400;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final String ID_PREFIX = "sha256:";
    private static final Refused NO_QUERY = badRequest("The parameter 'query' is missing.");
    private static final Refused EMPTY_QUERY = refused(ErrorCode.GRAPHQL_PARSE_FAILED, "Syntax error: the document is empty.");
    private static final Refused TWO_REFERENCES = badRequest("Send either 'query' or 'documentId', not both.");
    private static final Refused WRONG_HASH = badRequest("The 'sha256Hash' is not the hash of the 'query'.");
    private static final Refused MALFORMED = badRequest(
            "The extension 'persistedQuery' needs 'version' 1 and a 'sha256Hash'.");
    private static final Refused NOT_TRUSTED = refused(ErrorCode.DOCUMENT_NOT_TRUSTED,
            "Only the documents that this service was built with are run here. Ask for yours to be added to graphql/operations.");

    private final TrustedDocuments trusted;
    private final SharedDocuments shared;
    private final Cache<String, String> registered;
    private final boolean onlyTrusted;
    private final Refused unknownHash;
    private final Refused unknownId;

    DocumentResolver(TrustedDocuments trusted, DocumentsConfig config, SharedDocuments shared) {
        this.trusted = trusted;
        this.shared = shared;
        registered = Caffeine.newBuilder()
                .maximumWeight(Math.min(config.persistedCharacters() * BYTES_A_CHARACTER,
                        HeapBudget.PERSISTED_DOCUMENTS.bytes()))
                .weigher((String hash, String text) -> (int) (BYTES_A_DOCUMENT + text.length() * BYTES_A_CHARACTER))
                .executor(Runnable::run).build();
        onlyTrusted = config.mode() == DocumentsConfig.Mode.TRUSTED;
        // Apollo's clients look for exactly this message.
        unknownHash = onlyTrusted ? NOT_TRUSTED : refused(ErrorCode.PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound");
        unknownId = onlyTrusted ? NOT_TRUSTED
                : refused(ErrorCode.PERSISTED_QUERY_NOT_FOUND, "There is no document with this documentId here.");
    }

    /**
     * @param query the text; null when the request names the document by its id or hash
     * @param documentId the id of a trusted document, or null
     * @param persistedQuery the extension of automatic persisted queries, as the JSON had it, or null
     */
    public DocumentLookup find(@Nullable String query, @Nullable String documentId, @Nullable Object persistedQuery) {
        if (documentId != null) {
            return query != null ? TWO_REFERENCES : byId(documentId);
        }
        DocumentLookup lookup = persistedQuery == null ? byText(query) : byHash(hash(persistedQuery), query);
        return onlyTrusted && lookup instanceof Found found && !trusted.contains(found.text()) ? NOT_TRUSTED : lookup;
    }

    /**
     * @param mostBytes a text that is longer in UTF-8 is not wanted
     * @return completes with a document or a refusal, on the caller's event loop; never fails
     */
    public CompletionStage<DocumentLookup> findAtOtherReplicas(AskOtherReplicas question, int mostBytes) {
        String hash = question.sha256();
        return shared.find(hash, mostBytes)
                .thenApply(text -> text != null && TrustedDocuments.sha256(text).equals(hash) ? new Unregistered(text, hash)
                        : unknownHash);
    }

    /** To be called when a document has run, which proves that it is valid. */
    public void hasRun(Found document) {
        if (document instanceof Unregistered added) {
            registered.put(added.sha256(), added.text());
            shared.register(added.sha256(), added.text());
        }
    }

    private DocumentLookup byId(String id) {
        String text = id.startsWith(ID_PREFIX) ? trusted.byHash(id.substring(ID_PREFIX.length()).toLowerCase(Locale.ROOT))
                : null;
        return text == null ? unknownId : new Known(text);
    }

    private static DocumentLookup byText(@Nullable String text) {
        return text == null ? NO_QUERY : text.isBlank() ? EMPTY_QUERY : new Known(text);
    }

    private DocumentLookup byHash(@Nullable String hash, @Nullable String text) {
        if (hash == null) {
            return MALFORMED;
        }
        if (text != null && !text.isEmpty()) {
            return !TrustedDocuments.sha256(text).equals(hash) ? WRONG_HASH
                    : onlyTrusted ? new Known(text) : new Unregistered(text, hash);
        }
        String known = trusted.byHash(hash);
        known = known == null ? registered.getIfPresent(hash) : known;
        if (known != null) {
            return new Known(known);
        }
        return !onlyTrusted && shared.areOn() && HASH.matcher(hash).matches() ? new AskOtherReplicas(hash) : unknownHash;
    }

    /** @return null when the extension is malformed */
    private static @Nullable String hash(Object persistedQuery) {
        return persistedQuery instanceof Map<?, ?> map && Integer.valueOf(1).equals(map.get("version"))
                && map.get("sha256Hash") instanceof String hash ? hash.toLowerCase(Locale.ROOT) : null;
    }

    private static Refused badRequest(String message) {
        return refused(ErrorCode.BAD_REQUEST, message);
    }

    private static Refused refused(ErrorCode code, String message) {
        return new Refused(Failure.request(code, message));
    }
}
