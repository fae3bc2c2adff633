package com.leadlex.graphql.http.exchange;

import java.util.concurrent.CompletionStage;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.Caller;
import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.documents.DocumentLookup;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.WithoutMessages;
import com.leadlex.graphql.http.AnswerKind;
import com.leadlex.graphql.http.Methods;
import com.leadlex.graphql.http.Refusal;
import com.leadlex.graphql.http.RequestListener;
import com.leadlex.graphql.http.ResponseFormat;
import com.leadlex.graphql.http.request.Accept;
import com.leadlex.graphql.http.request.ContentType;
import com.leadlex.graphql.http.request.NoCache;
import com.leadlex.graphql.http.request.Parameters;
import com.leadlex.graphql.http.request.Remainder;
import com.leadlex.graphql.http.request.RequestIds;
import com.leadlex.graphql.http.request.TraceParentHeader;
import com.leadlex.graphql.memory.OperationMemory;
import com.leadlex.graphql.operation.GraphQLRequest;
import com.leadlex.graphql.operation.GraphQLResponse;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * One request to {@code /graphql} and its answer, on its way: negotiate the media type, read the parameters, find the document,
 * run it, write the answer. Each step calls the next one; a refusal or a bug in any of them ends the way with an answer, too.
 */
final class Exchange implements BodyReader.Receiver {

    private static final Logger LOG = Logger.getLogger(Exchange.class);

    private final HttpServerRequest request;
    private final Steps steps;
    private final String id;
    private final @Nullable String traceparent;
    private final Answer answer;

    private Exchange(HttpServerRequest request, Steps steps, String id, @Nullable String traceparent, Answer answer) {
        this.request = request;
        this.steps = steps;
        this.id = id;
        this.traceparent = traceparent;
        this.answer = answer;
    }

    static void begin(HttpServerRequest request, Steps steps) {
        String id = RequestIds.of(request);
        RequestListener.Observation observation = steps.listener.started(id, TraceParentHeader.of(request));
        ResponseFormat format = Accept.negotiate(request);
        Answer answer = new Answer(request, format == null ? ResponseFormat.JSON : format, id, steps, observation);
        Exchange exchange = new Exchange(request, steps, id, observation.traceparent(), answer);
        if (format == null) {
            exchange.refuse(new Refusal(AnswerKind.NOT_ACCEPTABLE,
                    "Accept application/graphql-response+json or application/json."));
        } else {
            exchange.walk(exchange::read);
        }
    }

    private void read() throws Refusal {
        if (request.method() == HttpMethod.GET) {
            steps.foreignPages.refuse(request);
            find(steps.url.parameters(request.query()));
        } else if (request.method() == HttpMethod.POST) {
            readBody();
        } else if (request.method().equals(Methods.QUERY)) {
            Answer.putAcceptQuery(request.response());
            readBody();
        } else {
            throw new Refusal(AnswerKind.METHOD_NOT_ALLOWED, "Use POST, QUERY or GET.");
        }
    }

    private void readBody() throws Refusal {
        ContentType.requireJson(request);
        BodyReader.read(request, steps, this);
    }

    @Override
    public void received(byte[] body) {
        answer.begins();
        walk(() -> find(steps.json.parameters(body)));
    }

    @Override
    public void abandon() {
        answer.abandon();
    }

    private void find(Parameters parameters) throws Refusal {
        found(steps.documents.find(parameters.document()), parameters);
    }

    private void found(DocumentLookup lookup, Parameters parameters) throws Refusal {
        if (lookup instanceof DocumentLookup.Found document) {
            run(document, parameters);
        } else if (lookup instanceof DocumentLookup.AskOtherReplicas question) {
            steps.documents.findAtOtherReplicas(question, steps.config.maxBody())
                    .thenAccept(answered -> walk(() -> found(answered, parameters)));
        } else if (lookup instanceof DocumentLookup.Refused refused) {
            throw new Refusal(AnswerKind.ofLookup(refused.failure().code()), refused.failure());
        }
    }

    private void run(DocumentLookup.Found document, Parameters parameters) {
        GraphQLRequest asked = new GraphQLRequest(document.text(), parameters.operationName(), parameters.variables(),
                request.method() != HttpMethod.POST);
        steps.credentials.of(request.headers().getAll(HttpHeaders.AUTHORIZATION))
                .thenCompose(credential -> execute(document, asked, credential))
                .whenComplete((written, bug) -> {
                    if (bug != null) {
                        fail(bug);
                    }
                });
    }

    private CompletionStage<Void> execute(DocumentLookup.Found document, GraphQLRequest asked, Credential credential) {
        answer.identified(credential);
        Object key = credential instanceof Credential.Usable usable ? usable.key().fingerprint() : Credential.Missing.class;
        OperationMemory memory = steps.memory.begin(key);
        request.response().closeHandler(gone -> memory.abandon());
        return steps.operations.execute(asked, new Caller(credential, id, traceparent, NoCache.isAsked(request), memory))
                .thenAccept(result -> walk(() -> write(document, result)))
                .whenComplete((written, bug) -> memory.release());
    }

    private void write(DocumentLookup.Found document, GraphQLResponse response) throws Refusal {
        if (response.status() == GraphQLResponse.Status.NOT_A_QUERY) {
            throw request.method() == HttpMethod.GET
                    ? new Refusal(AnswerKind.MUTATION_BY_GET, "GET runs queries only; use POST.")
                    : new Refusal(AnswerKind.MUTATION_BY_QUERY, "QUERY runs queries only; use POST.");
        }
        if (response.data() != null) {
            steps.documents.hasRun(document);
        }
        answer.send(response);
    }

    private interface Step {
        void run() throws Refusal;
    }

    /** Neither a refusal nor a bug may leave the client without an answer. */
    private void walk(Step step) {
        try {
            step.run();
        } catch (Refusal refusal) {
            refuse(refusal);
        } catch (RuntimeException bug) {
            fail(bug);
        }
    }

    private void fail(Throwable bug) {
        LOG.errorf(WithoutMessages.of(bug), "Request %s failed", id);
        refuse(new Refusal(AnswerKind.FAILED, Failure.BUG));
    }

    @Override
    public void refuse(Refusal refusal) {
        answer.refuse(refusal);
        Remainder.discard(request, steps.vertx, refusal.kind().leavesBodyUnread());
    }
}
