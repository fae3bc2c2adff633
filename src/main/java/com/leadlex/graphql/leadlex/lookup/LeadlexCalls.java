package com.leadlex.graphql.leadlex.lookup;

import java.net.URI;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;

import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.leadlex.LeadlexClient;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.LeadlexListener;
import com.leadlex.graphql.leadlex.answer.AnswerReader;
import com.leadlex.graphql.leadlex.cache.ActivityCache;
import com.leadlex.graphql.leadlex.resilience.SharedOutageGuard;

import io.vertx.core.Vertx;

/** Sends requests to Leadlex, which has an activity at {@code {base}/v1/activities/{id}}. */
@Singleton
class LeadlexCalls {

    private final LeadlexClient client;
    private final String activities;
    private final AnswerReader answers;
    private final LeadlexListener listener;
    private final SharedOutageGuard outage;
    private final ActivityCache cache;
    private final Vertx vertx;

    LeadlexCalls(@RestClient LeadlexClient client,
            @ConfigProperty(name = "quarkus.rest-client.leadlex.url") String base, LeadlexConfig config,
            LeadlexListener listener, SharedOutageGuard outage, ActivityCache cache, Vertx vertx) {
        this.client = client;
        activities = base.replaceFirst("/+$", "") + "/v1/activities/";
        answers = new AnswerReader(config);
        this.listener = listener;
        this.outage = outage;
        this.cache = cache;
        this.vertx = vertx;
    }

    /** @param timeoutNanos after which the request is given up */
    LeadlexCall send(Lookup lookup, long timeoutNanos) {
        LeadlexListener.Observation observation = listener.calling(lookup.traceparent());
        ActivityCache.Asked asked = cache.asking(lookup);
        LeadlexCall call = new LeadlexCall(lookup, asked, cache, answers, outage, observation);
        // Nothing to encode: an id has unreserved characters only, see ActivityIds.
        URI activity = URI.create(activities + lookup.id());
        call.begin(etag -> client.activity(activity, lookup.key().authorization(), lookup.requestId(),
                observation.traceparent(), etag), vertx, timeoutNanos);
        return call;
    }
}
