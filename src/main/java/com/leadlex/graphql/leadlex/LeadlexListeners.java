package com.leadlex.graphql.leadlex;

import java.util.List;

import jakarta.inject.Singleton;

import io.quarkus.arc.All;

/** All listeners as one. */
@Singleton
class LeadlexListeners {

    private final LeadlexListener[] all;

    LeadlexListeners(@All List<LeadlexListener> listeners) {
        all = listeners.toArray(LeadlexListener[]::new);
    }

    LeadlexListener.Attempt attempt(LeadlexCall call) {
        if (all.length == 1) {
            return all[0].attempt(call);
        }
        LeadlexListener.Attempt[] attempts = new LeadlexListener.Attempt[all.length];
        for (int i = 0; i < all.length; i++) {
            attempts[i] = all[i].attempt(call);
        }
        return new Attempts(attempts);
    }

    void retried() {
        for (LeadlexListener listener : all) {
            listener.retried();
        }
    }

    void coalesced() {
        for (LeadlexListener listener : all) {
            listener.coalesced();
        }
    }

    void held() {
        for (LeadlexListener listener : all) {
            listener.held();
        }
    }

    void circuit(boolean open) {
        for (LeadlexListener listener : all) {
            listener.circuit(open);
        }
    }

    private record Attempts(LeadlexListener.Attempt[] all) implements LeadlexListener.Attempt {

        @Override
        public String traceparent() {
            for (LeadlexListener.Attempt attempt : all) {
                if (attempt.traceparent() != null) {
                    return attempt.traceparent();
                }
            }
            return null;
        }

        @Override
        public void ended(Outcome outcome) {
            for (LeadlexListener.Attempt attempt : all) {
                attempt.ended(outcome);
            }
        }
    }
}
