package com.leadlex.graphql.leadlex.lookup;

import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.rest.client.inject.RestClient;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.leadlex.LeadlexClient;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.LeadlexListener;
import com.leadlex.graphql.leadlex.answer.AnswerReader;
import com.leadlex.graphql.leadlex.cache.ActivityCache;
import com.leadlex.graphql.leadlex.resilience.FailedAttempt;
import com.leadlex.graphql.leadlex.resilience.Outage;

import io.vertx.core.Vertx;

/** Sends requests to Leadlex. */
@Singleton
class LeadlexCalls {

    private final LeadlexClient client;
    private final ActivityUrls urls;
    private final AnswerReader answers;
    private final LeadlexListener listener;
    private final Outage outage;
    private final ActivityCache cache;
    private final Vertx vertx;

    LeadlexCalls(@RestClient LeadlexClient client, ActivityUrls urls, LeadlexConfig config, LeadlexListener listener,
            Outage outage, ActivityCache cache, Vertx vertx) {
        this.client = client;
        this.urls = urls;
        answers = new AnswerReader(config);
        this.listener = listener;
        this.outage = outage;
        this.cache = cache;
        this.vertx = vertx;
    }

    /**
     * @param timeoutNanos after which the request is given up, and its connection with it
     * @return fails with {@link FailedAttempt} where another attempt may help, and with nothing else
     */
    CompletionStage<ActivityResult> send(Lookup lookup, long timeoutNanos) {
        LeadlexListener.Observation observation = listener.calling(lookup.traceparent());
        ActivityCache.Asked asked = cache.asking(lookup);
        LeadlexCall call = new LeadlexCall(lookup, asked, cache, answers, outage, observation);
        call.begin(etag -> client.activity(urls.of(lookup.id()), lookup.key().authorization(), lookup.requestId(),
                observation.traceparent(), etag), vertx, timeoutNanos);
        return call.result();
    }
}
