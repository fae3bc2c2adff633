package com.leadlex.graphql.leadlex.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.ActivitySource;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.LeadlexListener;

/** Stands before Leadlex: answers what is fresh in the cache, and while Leadlex fails what was the last good answer. */
public final class CachedSource implements ActivitySource {

    private final ActivitySource leadlex;
    private final ActivityCache cache;
    private final LeadlexListener listener;

    public CachedSource(ActivitySource leadlex, ActivityCache cache, LeadlexListener listener) {
        this.leadlex = leadlex;
        this.cache = cache;
        this.listener = listener;
    }

    @Override
    public CompletionStage<ActivityResult> find(Lookup lookup) {
        ActivityResult.Found fresh = cache.fresh(lookup);
        if (fresh != null) {
            listener.happened(LeadlexListener.Event.CACHED);
            return CompletableFuture.completedFuture(lookup.keep(fresh));
        }
        return leadlex.find(lookup).thenApply(result -> result instanceof ActivityResult.Failed failed
                && mayServeStale(failed.failure()) ? lastGoodOr(failed, lookup) : result);
    }

    private ActivityResult lastGoodOr(ActivityResult.Failed failed, Lookup lookup) {
        ActivityResult.Found stale = cache.stale(lookup);
        if (stale == null) {
            return failed;
        }
        listener.happened(LeadlexListener.Event.STALE);
        return lookup.keep(stale);
    }

    /** A failure of Leadlex's that may pass. Our own limit is no reason to give what is old. */
    private static boolean mayServeStale(Failure failure) {
        return failure.retryable() && failure.code() != ErrorCode.OVERLOADED;
    }
}
