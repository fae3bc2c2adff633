package com.leadlex.graphql.http.exchange;

import jakarta.inject.Singleton;

import com.leadlex.graphql.auth.Credentials;
import com.leadlex.graphql.documents.PersistedDocuments;
import com.leadlex.graphql.http.HttpConfig;
import com.leadlex.graphql.http.RequestListener;
import com.leadlex.graphql.http.request.ForeignPages;
import com.leadlex.graphql.http.request.JsonReader;
import com.leadlex.graphql.http.request.UrlReader;
import com.leadlex.graphql.memory.OperationMemory;
import com.leadlex.graphql.operation.Operations;

import io.vertx.core.Vertx;

/** What all exchanges walk through: made once, and shared. */
@Singleton
class Steps {

    final HttpConfig config;
    final RequestListener listener;
    final ForeignPages foreignPages;
    final UrlReader url;
    final JsonReader json;
    final PersistedDocuments documents;
    final Credentials credentials;
    final Operations operations;
    final OperationMemory.Factory memory;
    final Vertx vertx;

    Steps(HttpConfig config, RequestListener listener, ForeignPages foreignPages, PersistedDocuments documents,
            Credentials credentials, Operations operations, OperationMemory.Factory memory, Vertx vertx) {
        this.config = config;
        this.listener = listener;
        this.foreignPages = foreignPages;
        json = new JsonReader(config);
        url = new UrlReader(json);
        this.documents = documents;
        this.credentials = credentials;
        this.operations = operations;
        this.memory = memory;
        this.vertx = vertx;
    }
}
