package com.leadlex.graphql.http.exchange;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import com.leadlex.graphql.documents.DocumentLookup;
import com.leadlex.graphql.documents.DocumentResolver;
import com.leadlex.graphql.error.WithoutMessages;
import com.leadlex.graphql.http.Refusal;
import com.leadlex.graphql.http.request.Parameters;
import com.leadlex.graphql.operation.GraphQLResponse;

import io.vertx.core.http.HttpServerRequest;

/**
 * Takes requests to {@code /graphql} through four stages: read the parameters, find the document, run it, respond. A refusal or
 * a bug in any of them is answered, too.
 */
@Singleton
class Exchanges {

    private static final Logger LOG = Logger.getLogger(Exchanges.class);

    private final RequestReader reader;
    private final DocumentResolver documents;
    private final OperationRunner runner;
    private final Responses responses;

    Exchanges(RequestReader reader, DocumentResolver documents, OperationRunner runner, Responses responses) {
        this.reader = reader;
        this.documents = documents;
        this.runner = runner;
        this.responses = responses;
    }

    void begin(HttpServerRequest request) {
        Exchange exchange = new Exchange(request, responses.begin(request));
        exchange.step(exchange::read);
    }

    /** One request and its response. */
    private final class Exchange implements BodyReader.Receiver {

        private final HttpServerRequest request;
        private final Responses.Response response;

        Exchange(HttpServerRequest request, Responses.Response response) {
            this.request = request;
            this.response = response;
        }

        private void read() throws Refusal {
            response.requireFormat();
            Parameters ofUrl = reader.read(request, this);
            if (ofUrl != null) {
                find(ofUrl);
            }
        }

        @Override
        public void received(byte[] body) {
            response.bodyReceived();
            step(() -> find(reader.parameters(body)));
        }

        private void find(Parameters parameters) throws Refusal {
            found(documents.find(parameters.query(), parameters.documentId(), parameters.extensions().get("persistedQuery")),
                    parameters);
        }

        private void found(DocumentLookup lookup, Parameters parameters) throws Refusal {
            if (lookup instanceof DocumentLookup.Found document) {
                runner.run(request, response, document.text(), parameters, result -> step(() -> respond(document, result)))
                        .whenComplete((responded, bug) -> {
                            if (bug != null) {
                                fail(bug);
                            }
                        });
            } else if (lookup instanceof DocumentLookup.AskOtherReplicas question) {
                documents.findAtOtherReplicas(question, reader.maxBody())
                        .thenAccept(theirs -> step(() -> found(theirs, parameters)));
            } else if (lookup instanceof DocumentLookup.Refused refused) {
                throw Refusal.noDocument(refused.failure());
            }
        }

        private void respond(DocumentLookup.Found document, GraphQLResponse result) throws Refusal {
            if (result.data() != null) {
                documents.hasRun(document);
            }
            response.send(result);
        }

        /** Neither a refusal nor a bug may leave the client without a response. */
        private void step(Step step) {
            try {
                step.run();
            } catch (Refusal refusal) {
                response.refuse(refusal);
            } catch (RuntimeException bug) {
                fail(bug);
            }
        }

        private void fail(Throwable bug) {
            LOG.errorf(WithoutMessages.of(bug), "Request %s failed", response.requestId());
            response.refuse(Refusal.bug());
        }

        @Override
        public void refuse(Refusal refusal) {
            response.refuse(refusal);
        }

        @Override
        public void abandon() {
            response.abandon();
        }
    }

    private interface Step {
        void run() throws Refusal;
    }
}
