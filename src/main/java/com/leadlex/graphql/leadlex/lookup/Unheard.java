package com.leadlex.graphql.leadlex.lookup;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.leadlex.LeadlexListener;

/** For calls that nobody is to be told of. */
enum Unheard implements LeadlexListener, LeadlexListener.Observation {

    LISTENER;

    @Override
    public Observation calling(@Nullable String traceparent) {
        return this;
    }

    @Override
    public void retried() {
    }

    @Override
    public void coalesced() {
    }

    @Override
    public void held() {
    }

    @Override
    public void cached() {
    }

    @Override
    public void stale() {
    }

    @Override
    public void circuit(boolean open) {
    }

    @Override
    public void sharedCircuit(boolean open) {
    }

    @Override
    public @Nullable String traceparent() {
        return null;
    }

    @Override
    public void ended(ActivityResult result) {
    }
}
