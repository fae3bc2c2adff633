package com.leadlex.graphql.operation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.error.Failure;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Contract, section 5: a message repeats at most 100 characters of what a caller sent, and costs no more than its length. */
class DocumentErrorsTest {

    private final InMemory facade = new InMemory(
            lookup -> CompletableFuture.completedFuture(new ActivityResult.Failed(Failure.TIMEOUT)), Map.of());

    @ParameterizedTest
    @ValueSource(strings = { "{%s}", "{activity(id:1 %s:1){id}}", "{__typename @%s}", "{...%s}", "query($a:%s){__typename}",
            "{...on %s{id}}", "{__typename @include(if:\"%s\")}" })
    void aLongNameIsCutBeforeItIsWorded(String document) {
        List<String> messages = assertTimeout(Duration.ofSeconds(2),
                () -> ((PreparedDocument.Refused) facade.documents.get(document.formatted("A".repeat(240_000))))
                        .errors().stream().map(it -> it.getMessage()).toList());
        assertTrue(messages.stream().allMatch(it -> it.length() < 500), messages::toString);
    }
}
