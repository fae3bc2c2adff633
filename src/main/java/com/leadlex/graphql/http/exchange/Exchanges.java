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
 * Takes requests to {@code /graphql} through four stages: read the parameters, find the document, run it, respond. A refusal or
 * a bug in any stage is answered, too.
 */
@Singleton
class Exchanges {

    private static final Logger LOG = Logger.getLogger(Exchanges.class);

    private final RequestReader reader;
    private final DocumentResolver documents;
    private final Credentials credentials;
    private final GraphQLExecutor operations;
    private final OperationMemory.Factory memory;
    private final Responses responses;

    Exchanges(RequestReader reader, DocumentResolver documents, Credentials credentials, GraphQLExecutor operations,
            OperationMemory.Factory memory, Responses responses) {
        this.reader = reader;
        this.documents = documents;
        this.credentials = credentials;
        this.operations = operations;
        this.memory = memory;
        this.responses = responses;
    }

    void begin(HttpServerRequest request) {
        Exchange exchange = new Exchange(responses.begin(request));
        exchange.runStage(exchange::read);
    }

    /** One request and its response. */
    private final class Exchange {

        private final Responses.Response response;
        private final HttpServerRequest request;

        Exchange(Responses.Response response) {
            this.response = response;
            request = response.request;
        }

        private void read() throws Refusal {
            response.requireFormat();
            Parameters ofUrl = reader.read(response, this::bodyReceived);
            if (ofUrl != null) {
                findDocument(ofUrl);
            }
        }

        private void bodyReceived(byte[] body) {
            response.observation.received();
            runStage(() -> findDocument(reader.parameters(body)));
        }

        private void findDocument(Parameters parameters) throws Refusal {
            documentFound(
                    documents.find(parameters.query(), parameters.documentId(), parameters.extensions().get("persistedQuery")),
                    parameters);
        }

        private void documentFound(DocumentLookup lookup, Parameters parameters) throws Refusal {
            if (lookup instanceof DocumentResolver.Found document) {
                run(document, parameters);
            } else if (lookup instanceof DocumentResolver.AskOtherReplicas question) {
                documents.findAtOtherReplicas(question, reader.maxBody())
                        .thenAccept(answer -> runStage(() -> documentFound(answer, parameters)));
            } else if (lookup instanceof DocumentResolver.Refused refused) {
                throw new Refusal(ResponseKind.ofLookup(refused.failure().code()), refused.failure());
            }
        }

        /** Runs the operation on behalf of the caller, in memory that is released once the response is written. */
        private void run(DocumentResolver.Found document, Parameters parameters) {
            GraphQLRequest graphQLRequest = new GraphQLRequest(document.text(), parameters.operationName(),
                    parameters.variables(),
                    request.method() != HttpMethod.POST);
            credentials.of(request.headers().getAll(HttpHeaders.AUTHORIZATION)).thenCompose(credential -> {
                response.observation.identified(credential);
                OperationMemory operationMemory = memory.begin(
                        credential instanceof Credential.Usable usable ? usable.key().fingerprint() : Credential.Missing.class);
                request.response().closeHandler(gone -> operationMemory.abandon());
                Caller caller = new Caller(credential, response.requestId, response.observation.traceparent(),
                        bypassesCache(request), operationMemory);
                return operations.execute(graphQLRequest, caller)
                        .thenAccept(result -> runStage(() -> respond(document, result)))
                        .whenComplete((responded, bug) -> operationMemory.release());
            }).whenComplete((responded, bug) -> {
                if (bug != null) {
                    fail(bug);
                }
            });
        }

        private void respond(DocumentResolver.Found document, GraphQLResponse result) throws Refusal {
            if (result.data() != null) {
                documents.hasRun(document);
            }
            response.send(result);
        }

        /** Answers a refusal or a bug of a stage, so that no client is left without a response. */
        private void runStage(Stage stage) {
            try {
                stage.run();
            } catch (Refusal refusal) {
                response.refuse(refusal);
            } catch (RuntimeException bug) {
                fail(bug);
            }
        }

        private void fail(Throwable bug) {
            LOG.errorf(WithoutMessages.of(bug), "Request %s failed", response.requestId);
            response.refuse(new Refusal(ResponseKind.FAILED, Failure.BUG));
        }
    }

    /** {@code Cache-Control: no-cache} (RFC 9111, section 5.2.1.4). */
    private static boolean bypassesCache(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CACHE_CONTROL)
                && CacheDirective.of(request.headers().getAll(HttpHeaders.CACHE_CONTROL)).stream()
                        .anyMatch(directive -> directive.name().equals("no-cache"));
    }

    private interface Stage {
        void run() throws Refusal;
    }
}
