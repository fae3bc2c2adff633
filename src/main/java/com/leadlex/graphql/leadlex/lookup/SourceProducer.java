package com.leadlex.graphql.leadlex.lookup;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import com.leadlex.graphql.activity.ActivitySource;
import com.leadlex.graphql.leadlex.LeadlexListener;
import com.leadlex.graphql.leadlex.cache.ActivityCache;
import com.leadlex.graphql.leadlex.cache.CachedSource;

/** Chooses once, at the start, whether there is a cache on the way to Leadlex: without one, nothing stands in the way. */
class SourceProducer {

    @Produces
    @Singleton
    ActivitySource source(LeadlexActivities leadlex, ActivityCache cache, LeadlexListener listener) {
        return cache.isOn() ? new CachedSource(leadlex, cache, listener) : leadlex;
    }
}
