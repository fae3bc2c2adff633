package com.leadlex.graphql.operation;

import java.lang.ref.Reference;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The cache of documents weighs what they take, be they many or long. Measured by collections of garbage, so a soak. */
@Tag("soak")
class KeptDocumentsTest {

    private static final int CHARACTERS = 200_000;
    private static final int BYTES_A_CHARACTER = 64;

    @ParameterizedTest
    @ValueSource(strings = { "{a%d:__typename}", "query Q%d($id:ID!){activity(id:$id){id type title description}}",
            "query Q%d{...F} fragment F on Query{activity(id:\"a\"){id}}",
            "query Q%d{__schema{types{name kind fields{name args{name type{name ofType{name}}}}}}}" })
    void shortDocumentsTakeNoMoreThanTheyMay(String document) throws InterruptedException {
        measure(document, 10_000);
    }

    @ParameterizedTest
    @ValueSource(ints = { 10, 100, 1_900 })
    void longDocumentsTakeNoMoreThanTheyMay(int fields) throws InterruptedException {
        int count = CHARACTERS / (3 * fields) + 100;
        measure("query Q%d{" + "__typename ".repeat(fields) + "}", count);
        measure("query Q%d($id:ID!){activity(id:$id){" + "id,".repeat(fields) + "}}", count);
    }

    private static void measure(String document, int count) throws InterruptedException {
        DocumentCache documents = new InMemory(lookup -> {
            throw new AssertionError("nothing is looked up");
        }, Map.of("facade.limits.cached-characters", String.valueOf(CHARACTERS))).documents;
        long before = used();
        for (int i = 0; i < count; i++) {
            String text = document.formatted(i);
            assertFalse(documents.prepare(text).isRefused(), text);
        }
        long taken = used() - before;
        Reference.reachabilityFence(documents);
        assertTrue(taken <= CHARACTERS * BYTES_A_CHARACTER, () -> taken + " bytes");
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
