package com.leadlex.graphql.leadlex;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.auth.ServerModeProfile;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Contract, section 7: when Leadlex fails for everybody, nobody has to learn it alone. */
@QuarkusTest
@TestProfile(ServerModeProfile.Anonymous.class)
class SharedOutageTest extends RawLeadlexTest {

    private static final int KEYS = 600;

    @Test
    void anOutageIsNotAmplified() throws Exception {
        raw.answers(exchange -> exchange.json(503, "{}"));
        List<CompletableFuture<ActivityResult>> asked = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            asked.add(ask("act_outage_" + i, "wbk_outage_" + i));
        }
        int notSent = 0;
        for (CompletableFuture<ActivityResult> outcome : asked) {
            Failure failure = failure(outcome.get(15, TimeUnit.SECONDS));
            assertTrue(failure.retryable());
            notSent += failure.code() == ErrorCode.UPSTREAM_UNAVAILABLE ? 1 : 0;
        }
        int calls = raw.seen().size();
        assertTrue(calls <= KEYS * 1.3, calls + " calls");

        Failure open = failure(get("act_later", "wbk_later"));
        assertEquals(ErrorCode.UPSTREAM_UNAVAILABLE, open.code(), notSent + " were not sent");
        assertEquals(1, open.retryAfterSeconds());

        raw.heal();
        Thread.sleep(1_100);
        assertFound(get("act_probe", "wbk_probe"), "act_probe");
        assertFound(get("act_after", "wbk_after"), "act_after");
    }

    @Test
    void anAnswerWithRetryAfterIsNotFollowedByAnotherAttempt() throws Exception {
        raw.answers(exchange -> exchange.json(503, "{}", "Retry-After: 30"));
        assertEquals(30, failure(get("act_wait", "wbk_wait")).retryAfterSeconds());
        assertEquals(1, raw.seen().size());
    }
}
