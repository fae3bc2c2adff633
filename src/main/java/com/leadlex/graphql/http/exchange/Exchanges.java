package com.leadlex.graphql.http.exchange;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import com.leadlex.graphql.activity.CacheDirective;
import com.leadlex.graphql.activity.Caller;
import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.auth.Credentials;
import com.leadlex.graphql.documents.DocumentResolver;
import com.leadlex.graphql.documents.DocumentResolver.DocumentLookup;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.WithoutMessages;
import com.leadlex.graphql.http.Parameters;
import com.leadlex.graphql.http.Refusal;
import com.leadlex.graphql.http.ResponseKind;
import com.leadlex.graphql.memory.OperationMemory;
import com.leadlex.graphql.operation.GraphQLExecutor;
import com.leadlex.graphql.operation.GraphQLExecutor.GraphQLRequest;
import com.leadlex.graphql.operation.GraphQLResponse;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * Takes requests to {@code /graphql} through four stages: read the parameters, find the document, run it, respond.
 * A stage that refuses the request, or fails by a bug, is answered, too.
 */
@Singleton
class Exchanges {

    private static final Logger LOG = Logger.getLogger(Exchanges.class);

    private final RequestReader requestReader;
    private final DocumentResolver documentResolver;
    private final Credentials credentials;
    private final GraphQLExecutor graphQLExecutor;
    private final OperationMemory.Factory memoryFactory;
    private final Responses responses;

    Exchanges(RequestReader requestReader, DocumentResolver documentResolver, Credentials credentials,
            GraphQLExecutor graphQLExecutor, OperationMemory.Factory memoryFactory, Responses responses) {
        this.requestReader = requestReader;
        this.documentResolver = documentResolver;
        this.credentials = credentials;
        this.graphQLExecutor = graphQLExecutor;
        this.memoryFactory = memoryFactory;
        this.responses = responses;
    }

    void handleRequest(HttpServerRequest request) {
        Exchange exchange = new Exchange(responses.beginResponse(request));
        exchange.runStage(exchange::readParameters);
    }

    /** One request and its response. */
    private final class Exchange {

        private final Responses.Response response;
        private final HttpServerRequest request;

        Exchange(Responses.Response response) {
            this.response = response;
            request = response.request;
        }

        private void readParameters() throws Refusal {
            response.requireAcceptedFormat();
            Parameters urlParameters = requestReader.readParameters(response, this::handleBody);
            if (urlParameters != null) {
                findDocument(urlParameters);
            }
        }

        private void handleBody(byte[] body) {
            response.observation.bodyReceived();
            runStage(() -> findDocument(requestReader.parseBody(body)));
        }

        private void findDocument(Parameters parameters) throws Refusal {
            Object persistedQuery = parameters.extensions().get("persistedQuery");
            handleLookup(documentResolver.find(parameters.query(), parameters.documentId(), persistedQuery), parameters);
        }

        private void handleLookup(DocumentLookup lookup, Parameters parameters) throws Refusal {
            if (lookup instanceof DocumentResolver.Found document) {
                runOperation(document, parameters);
            } else if (lookup instanceof DocumentResolver.AskOtherReplicas unknownHash) {
                documentResolver.findAtOtherReplicas(unknownHash, requestReader.maxBodyBytes())
                        .thenAccept(otherLookup -> runStage(() -> handleLookup(otherLookup, parameters)));
            } else if (lookup instanceof DocumentResolver.Refused refusedLookup) {
                throw new Refusal(ResponseKind.ofDocumentError(refusedLookup.failure().code()), refusedLookup.failure());
            }
        }

        /** Runs the operation on behalf of the caller, in memory that is released once the response is written. */
        private void runOperation(DocumentResolver.Found document, Parameters parameters) {
            GraphQLRequest graphQLRequest = new GraphQLRequest(document.text(), parameters.operationName(),
                    parameters.variables(), request.method() != HttpMethod.POST);
            credentials.credentialFor(request.headers().getAll(HttpHeaders.AUTHORIZATION)).thenCompose(credential -> {
                response.observation.callerIdentified(credential);
                OperationMemory operationMemory = memoryFactory.begin(
                        credential instanceof Credential.Usable usable ? usable.key().fingerprint() : Credential.Missing.class);
                request.response().closeHandler(ignored -> operationMemory.abandon());
                Caller caller = new Caller(credential, response.requestId, response.observation.traceparent(),
                        bypassesCache(request), operationMemory);
                return graphQLExecutor.execute(graphQLRequest, caller)
                        .thenAccept(graphQLResponse -> runStage(() -> sendResponse(document, graphQLResponse)))
                        .whenComplete((ignored, bug) -> operationMemory.release());
            }).whenComplete((ignored, bug) -> {
                if (bug != null) {
                    respondToBug(bug);
                }
            });
        }

        private void sendResponse(DocumentResolver.Found document, GraphQLResponse graphQLResponse) throws Refusal {
            if (graphQLResponse.data() != null) {
                documentResolver.registerAfterRun(document);
            }
            response.send(graphQLResponse);
        }

        /** Answers a refusal or a bug of a stage, so that no client is left without a response. */
        private void runStage(Stage stage) {
            try {
                stage.run();
            } catch (Refusal refusal) {
                response.refuse(refusal);
            } catch (RuntimeException bug) {
                respondToBug(bug);
            }
        }

        private void respondToBug(Throwable bug) {
            LOG.errorf(WithoutMessages.of(bug), "Request %s failed", response.requestId);
            response.refuse(new Refusal(ResponseKind.FAILED, Failure.BUG));
        }
    }

    /** True for {@code Cache-Control: no-cache} (RFC 9111, section 5.2.1.4). */
    private static boolean bypassesCache(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CACHE_CONTROL)
                && CacheDirective.of(request.headers().getAll(HttpHeaders.CACHE_CONTROL)).stream()
                        .anyMatch(cacheDirective -> cacheDirective.name().equals("no-cache"));
    }

    private interface Stage {
        void run() throws Refusal;
    }
}
