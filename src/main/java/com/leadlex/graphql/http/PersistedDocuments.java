package com.leadlex.graphql.http;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.leadlex.graphql.documents.DocumentsConfig;
import com.leadlex.graphql.documents.Sha256;
import com.leadlex.graphql.documents.SharedDocuments;
import com.leadlex.graphql.documents.TrustedDocuments;
import com.leadlex.graphql.error.ErrorCode;

/**
 * Finds the document of a request: its text, or by a hash of it. Knows the trusted documents, by {@code documentId}
 * (GraphQL over HTTP, appendix on persisted documents), and what clients register by Apollo's protocol of automatic
 * persisted queries (https://www.apollographql.com/docs/apollo-server/performance/apq).
 */
@Singleton
class PersistedDocuments {

    /** Apollo's clients look for exactly this message. */
    private static final String NOT_FOUND = "PersistedQueryNotFound";
    private static final String ONLY_TRUSTED = "Only the documents that this service was built with are run here. Ask for yours to be added to graphql/operations.";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final String ID_PREFIX = "sha256:";

    private final TrustedDocuments trusted;
    private final boolean onlyTrusted;
    private final Cache<String, String> registered;
    private final SharedDocuments shared;

    PersistedDocuments(TrustedDocuments trusted, DocumentsConfig documents, HttpConfig http, SharedDocuments shared) {
        this.trusted = trusted;
        this.shared = shared;
        onlyTrusted = documents.documents() == DocumentsConfig.Mode.TRUSTED;
        registered = Caffeine.newBuilder().maximumWeight(http.persistedCharacters())
                .weigher((String hash, String text) -> text.length()).executor(Runnable::run).build();
    }

    /**
     * What to run, and by which hash to remember it once it has proved to be valid; null for not at all. No text: only
     * {@link #ofOtherReplicas} can tell.
     */
    record Found(String text, String register) {
    }

    Found find(Parameters parameters) throws Refusal {
        if (parameters.documentId() != null) {
            return new Found(byDocumentId(parameters), null);
        }
        Object persisted = parameters.extensions().get("persistedQuery");
        Found found = persisted == null ? new Found(textOf(parameters), null) : byHash(hash(persisted), parameters.query());
        if (onlyTrusted && !trusted.contains(found.text())) {
            throw notTrusted(ONLY_TRUSTED);
        }
        return found;
    }

    /** @return completes with null when no replica knows the document either; then it is {@link #unknown} */
    CompletionStage<Found> ofOtherReplicas(Found notHere) {
        String hash = notHere.register();
        return shared.find(hash)
                .thenApply(text -> text != null && Sha256.hex(text).equals(hash) ? new Found(text, hash) : null);
    }

    void register(Found found) {
        if (found.register() != null) {
            registered.put(found.register(), found.text());
            shared.register(found.register(), found.text());
        }
    }

    private String byDocumentId(Parameters parameters) throws Refusal {
        if (parameters.query() != null) {
            throw Refusal.badRequest("Send either 'query' or 'documentId', not both.");
        }
        String id = parameters.documentId();
        String text = id.startsWith(ID_PREFIX) ? trusted.byHash(id.substring(ID_PREFIX.length()).toLowerCase(Locale.ROOT))
                : null;
        if (text == null) {
            throw notFound("There is no document with this documentId here.");
        }
        return text;
    }

    private static String textOf(Parameters parameters) throws Refusal {
        if (parameters.query() == null || parameters.query().isBlank()) {
            throw Refusal.badRequest("The parameter 'query' is missing.");
        }
        return parameters.query();
    }

    private Found byHash(String hash, String text) throws Refusal {
        if (text != null && !text.isEmpty()) {
            if (!Sha256.hex(text).equals(hash)) {
                throw Refusal.badRequest("The 'sha256Hash' is not the hash of the 'query'.");
            }
            return new Found(text, onlyTrusted ? null : hash);
        }
        String known = trusted.byHash(hash);
        known = known == null ? registered.getIfPresent(hash) : known;
        if (known != null) {
            return new Found(known, null);
        }
        if (!onlyTrusted && shared.areOn() && HASH.matcher(hash).matches()) {
            return new Found(null, hash);
        }
        throw unknown();
    }

    private static String hash(Object persisted) throws Refusal {
        if (persisted instanceof Map<?, ?> map && Integer.valueOf(1).equals(map.get("version"))
                && map.get("sha256Hash") instanceof String hash) {
            return hash.toLowerCase(Locale.ROOT);
        }
        throw Refusal.badRequest("The extension 'persistedQuery' needs 'version' 1 and a 'sha256Hash'.");
    }

    Refusal unknown() {
        return notFound(NOT_FOUND);
    }

    private Refusal notFound(String message) {
        return onlyTrusted ? notTrusted(ONLY_TRUSTED)
                : new Refusal(Refusal.AS_INVALID_DOCUMENT, ErrorCode.PERSISTED_QUERY_NOT_FOUND, message);
    }

    private static Refusal notTrusted(String message) {
        return new Refusal(Refusal.AS_INVALID_DOCUMENT, ErrorCode.DOCUMENT_NOT_TRUSTED, message);
    }
}
