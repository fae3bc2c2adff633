package com.leadlex.graphql.leadlex;

import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.quarkus.arc.All;

/** All listeners as one. No bean of their type itself, else it would be one of them. */
@Singleton
@Typed(LeadlexListeners.class)
class LeadlexListeners implements LeadlexListener {

    private final LeadlexListener[] all;

    LeadlexListeners(@All List<LeadlexListener> listeners) {
        all = listeners.toArray(LeadlexListener[]::new);
    }

    @Override
    public Attempt attempt(LeadlexCall call) {
        if (all.length == 1) {
            return all[0].attempt(call);
        }
        Attempt[] attempts = new Attempt[all.length];
        for (int i = 0; i < all.length; i++) {
            attempts[i] = all[i].attempt(call);
        }
        return new Attempts(attempts);
    }

    @Override
    public void retried() {
        for (LeadlexListener listener : all) {
            listener.retried();
        }
    }

    @Override
    public void coalesced() {
        for (LeadlexListener listener : all) {
            listener.coalesced();
        }
    }

    @Override
    public void held() {
        for (LeadlexListener listener : all) {
            listener.held();
        }
    }

    @Override
    public void circuit(boolean open) {
        for (LeadlexListener listener : all) {
            listener.circuit(open);
        }
    }

    private record Attempts(Attempt[] all) implements Attempt {

        @Override
        public String traceparent() {
            for (Attempt attempt : all) {
                if (attempt.traceparent() != null) {
                    return attempt.traceparent();
                }
            }
            return null;
        }

        @Override
        public void ended(Outcome outcome) {
            for (Attempt attempt : all) {
                attempt.ended(outcome);
            }
        }
    }
}
