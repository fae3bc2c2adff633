package com.leadlex.graphql.http.exchange;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import com.leadlex.graphql.activity.CacheDirective;
import com.leadlex.graphql.activity.Caller;
import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.auth.Credentials;
import com.leadlex.graphql.http.request.Parameters;
import com.leadlex.graphql.memory.OperationMemory;
import com.leadlex.graphql.operation.GraphQLExecutor;
import com.leadlex.graphql.operation.GraphQLRequest;
import com.leadlex.graphql.operation.GraphQLResponse;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Runs a request's operation on behalf of its caller, in memory that is released once the result is used. */
@Singleton
class OperationRunner {

    private final Credentials credentials;
    private final GraphQLExecutor operations;
    private final OperationMemory.Factory memory;

    OperationRunner(Credentials credentials, GraphQLExecutor operations, OperationMemory.Factory memory) {
        this.credentials = credentials;
        this.operations = operations;
        this.memory = memory;
    }

    /** @return completes once the result is used; fails only by a bug */
    CompletionStage<Void> run(HttpServerRequest request, Responses.Response response, String document, Parameters parameters,
            Consumer<GraphQLResponse> use) {
        GraphQLRequest asked = new GraphQLRequest(document, parameters.operationName(), parameters.variables(),
                request.method() != HttpMethod.POST);
        return credentials.of(request.headers().getAll(HttpHeaders.AUTHORIZATION)).thenCompose(credential -> {
            response.identified(credential);
            Object key = credential instanceof Credential.Usable usable ? usable.key().fingerprint() : Credential.Missing.class;
            OperationMemory ofOperation = memory.begin(key);
            request.response().closeHandler(gone -> ofOperation.abandon());
            return operations.execute(asked, new Caller(credential, response.requestId(), response.traceparent(),
                    bypassesCache(request), ofOperation)).thenAccept(use)
                    .whenComplete((used, bug) -> ofOperation.release());
        });
    }

    /** {@code Cache-Control: no-cache} (RFC 9111, section 5.2.1.4). */
    private static boolean bypassesCache(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CACHE_CONTROL)
                && CacheDirective.of(request.headers().getAll(HttpHeaders.CACHE_CONTROL)).stream()
                        .anyMatch(directive -> directive.name().equals("no-cache"));
    }
}
