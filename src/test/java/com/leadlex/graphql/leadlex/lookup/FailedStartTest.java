package com.leadlex.graphql.leadlex.lookup;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.LeadlexListener;
import com.leadlex.graphql.leadlex.RawLeadlexProfile;
import com.leadlex.graphql.leadlex.resilience.FailedAttempt;
import com.leadlex.graphql.leadlex.resilience.KeyGuards;
import com.leadlex.graphql.leadlex.resilience.SharedHolds;
import com.leadlex.graphql.leadlex.resilience.SharedOutageGuard;
import com.leadlex.graphql.memory.UnboundedMemory;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What a look-up finds broken when it starts must not keep equal look-ups waiting for it. */
@QuarkusTest
@TestProfile(RawLeadlexProfile.class)
class FailedStartTest {

    private static final Logger LOG = Logger.getLogger(FailedAttempt.class.getName());
    private static final Lookup LOOKUP = new Lookup("act_1", ApiKey.of("wbk_start"), "request-1", null, false,
            UnboundedMemory.create());

    @Inject
    LeadlexConfig config;

    @Inject
    LeadlexCalls calls;

    @Inject
    SharedOutageGuard outage;

    @Inject
    LeadlexListener listener;

    @Test
    void aLookupThatCannotStartIsAnsweredAndSoIsTheNextEqualOne() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        AtomicInteger errors = new AtomicInteger();
        LOG.setFilter(line -> {
            errors.incrementAndGet();
            return false;
        });
        for (Throwable broken : new Throwable[] { new IllegalStateException("broken"), new StackOverflowError() }) {
            KeyGuards guards = new KeyGuards(config, listener, new SharedHolds() {

                @Override
                public int remainingHoldSeconds(ApiKey key) {
                    starts.incrementAndGet();
                    return FailedStartTest.<RuntimeException, Integer> thrown(broken);
                }

                @Override
                public void publish(ApiKey key, Duration time) {
                    throw new AssertionError("nothing was limited");
                }
            }, outage, 1);
            LeadlexActivities activities = new LeadlexActivities(guards, calls, listener);
            for (int i = 0; i < 3; i++) {
                assertEquals(new ActivityResult.Failed(Failure.BUG),
                        activities.find(LOOKUP).toCompletableFuture().get(5, TimeUnit.SECONDS));
            }
        }
        assertEquals(6, starts.get(), "each of them started by itself");
        assertEquals(6, errors.get(), "each is logged");
    }

    @AfterEach
    void logAgain() {
        LOG.setFilter(null);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable, T> T thrown(Throwable any) throws E {
        throw (E) any;
    }
}
