package com.leadlex.graphql.leadlex.resilience;

import jakarta.inject.Singleton;

import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.LeadlexListener;

/** What all keys together know of Leadlex being down: no look-up is sent then, and few attempts are followed by another. */
@Singleton
public class Outage {

    private final SharedCircuit circuit;
    private final RetryBudget budget;

    public Outage(LeadlexConfig config, LeadlexListener listener) {
        circuit = new SharedCircuit(config.sharedCircuit(), System::nanoTime, listener::sharedCircuit);
        budget = new RetryBudget(config.retry().budget(), config.retry().budgetFloor(), System::nanoTime);
    }

    /** @return whether a look-up may be sent, which is then counted */
    public boolean admits() {
        boolean admitted = circuit.admits();
        if (admitted) {
            budget.lookedUp();
        }
        return admitted;
    }

    public int retryAfterSeconds() {
        return circuit.retryAfterSeconds();
    }

    /** An attempt was answered, be it with a 4xx. */
    public void answered() {
        circuit.succeeded();
    }

    /**
     * An attempt failed in a way that may have nothing to do with its key.
     *
     * @return with {@link FailedAttempt#mayBeFollowed()} only where another attempt can help and can be afforded; Leadlex may
     *         say itself to wait for longer than a look-up can
     */
    public FailedAttempt failed(ApiKey.Fingerprint key, Failure failure) {
        circuit.failed(key);
        Integer wait = failure.retryAfterSeconds();
        boolean followed = (wait == null || wait == 0) && !circuit.isOpen() && budget.take();
        return new FailedAttempt(failure, followed);
    }
}
