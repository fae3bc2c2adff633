package com.leadlex.graphql.operation;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.Caller;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.memory.UnboundedMemory;
import com.leadlex.graphql.operation.GraphQLExecutor.GraphQLRequest;

import graphql.introspection.IntrospectionQuery;
import graphql.schema.GraphQLFieldDefinition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DocumentLimitsTest {

    private static final Caller CALLER = new Caller(new Credential.Usable(ApiKey.of("wbk_test")), "r", null, false,
            UnboundedMemory.create());

    private final AtomicInteger calls = new AtomicInteger();
    private InMemory facade = facade(Map.of());

    @Test
    void twentyLookupsAreAllowedAndTwentyOneAreRefusedBeforeAnyCall() {
        assertEquals("", codes(lookups(20)));
        assertEquals(20, calls.getAndSet(0));
        assertEquals("OPERATION_TOO_COMPLEX", codes(lookups(21)));
        assertEquals(0, calls.get());
    }

    @Test
    void duplicateLookupsAreCounted() {
        assertEquals("OPERATION_TOO_COMPLEX", codes("{" + "activity(id: 1) {id} ".repeat(21) + "}"));
    }

    @Test
    void fragmentsCountEachTimeTheyAreSpread() {
        String doubling = "{...F0} fragment F0 on Query {activity(id: 0) {id}} ".replace("{...F0}", "{...F5 ...F5}");
        StringBuilder document = new StringBuilder(doubling);
        for (int i = 1; i <= 5; i++) {
            document.append("fragment F").append(i).append(" on Query {...F").append(i - 1).append(" ...F").append(i - 1)
                    .append("} ");
        }
        assertEquals("OPERATION_TOO_COMPLEX", codes(document.toString()));
    }

    /** Such as these filled the stack of an event loop, which then answered nobody. */
    @Test
    void fragmentsInOneAnotherWithoutEndAreRefused() {
        assertEquals("", codes(chain(80, "", "")));
        assertEquals("OPERATION_TOO_COMPLEX", codes(chain(101, "", "")));
        assertEquals("OPERATION_TOO_COMPLEX", codes(chain(1_800, "", "")));
        assertEquals("OPERATION_TOO_COMPLEX", codes(chain(90, "...{".repeat(40), "}".repeat(40))));
        assertEquals("OPERATION_TOO_COMPLEX", codes(chain(90, "a{".repeat(40), "}".repeat(40))));
        // Each is short by itself where the ones below are measured already.
        StringBuilder document = new StringBuilder();
        for (int i = 1_000; i >= 0; i -= 50) {
            document.append("query Q").append(i).append("{...F").append(i).append("} ");
        }
        assertEquals("OPERATION_TOO_COMPLEX", codes(document + chain(1_000, "", "").substring("{...F0}".length())));
    }

    /** Each is validated with the fragment anew, which held up an event loop for most of a second. */
    @Test
    void allOperationsOfADocumentHaveTenTimesTheFieldsOfOneAtMost() {
        String fragment = " fragment F on Query {" + "__typename ".repeat(1_900) + "}";
        assertEquals("", codes("{...F}" + fragment));
        StringBuilder operations = new StringBuilder();
        for (int i = 0; i < 900; i++) {
            operations.append("query Q").append(i).append("{...F}");
        }
        assertEquals("OPERATION_TOO_COMPLEX", codes(operations + fragment));
    }

    private static String chain(int length, String open, String close) {
        StringBuilder document = new StringBuilder("{...F0}");
        for (int i = 0; i < length; i++) {
            document.append(" fragment F").append(i).append(" on Query {").append(open).append("...F").append(i + 1)
                    .append(close)
                    .append('}');
        }
        return document.append(" fragment F").append(length).append(" on Query {__typename}").toString();
    }

    @Test
    void anExponentialNestOfFragmentsIsRefusedAtOnce() {
        StringBuilder document = new StringBuilder("{...F60} fragment F0 on Query {__typename} ");
        for (int i = 1; i <= 60; i++) {
            document.append("fragment F").append(i).append(" on Query {...F").append(i - 1).append(" ...F").append(i - 1)
                    .append("} ");
        }
        long start = System.nanoTime();
        assertEquals("OPERATION_TOO_COMPLEX", codes(document.toString()));
        assertTrue(System.nanoTime() - start < 2_000_000_000L);
    }

    @Test
    void aFragmentCycleIsAValidationError() {
        assertTrue(codes("{activity(id: 1) {...A}} fragment A on Activity {...B} fragment B on Activity {...A}")
                .startsWith("GRAPHQL_VALIDATION_FAILED"));
    }

    @Test
    void fiftyAliasesAreAllowedAndFiftyOneAreRefused() {
        assertEquals("", codes(aliases(50)));
        assertEquals("OPERATION_TOO_COMPLEX", codes(aliases(51)));
    }

    @Test
    void fiftyDirectivesAreAllowedAndFiftyOneAreRefused() {
        assertEquals("", codes(directives(50)));
        assertEquals("OPERATION_TOO_COMPLEX", codes(directives(51)));
    }

    @Test
    void depthIsLimitedButTheStandardIntrospectionPasses() {
        assertEquals("", codes(IntrospectionQuery.INTROSPECTION_QUERY));
        assertEquals("OPERATION_TOO_COMPLEX",
                codes("{__type(name: \"Query\") {" + "ofType {".repeat(15) + "name" + "}".repeat(15) + "}}"));
    }

    @Test
    void moreThanFifteenThousandTokensAreRefused() {
        assertEquals("OPERATION_TOO_COMPLEX", codes("{activity(id: 1) {" + "id ".repeat(15_000) + "}}"));
        assertEquals("OPERATION_TOO_COMPLEX", codes("{a".repeat(600) + "}".repeat(600)));
    }

    @Test
    void aTenThousandTokenOperationIsRefused() {
        assertEquals("OPERATION_TOO_COMPLEX", codes("{activity(id: 1) {" + "id ".repeat(9_990) + "}}"));
    }

    @Test
    void anIntrospectionThatMultipliesIsRefused() {
        String document = "{__schema {types {fields {type {fields {type {fields {type {fields {name}}}}}}}}}}";
        assertEquals("", codes(document));
        facade = facade(Map.of("facade.limits.introspection", "400"));
        assertEquals("OPERATION_TOO_COMPLEX", codes(document));
    }

    @Test
    void eachFieldOfQueryIsALookupButTheSdl() {
        for (GraphQLFieldDefinition field : facade.schema.getQueryType().getFieldDefinitions()) {
            String refused = codes("{" + (field.getName() + "(id:1 representations:[{}]){x} ").repeat(21) + "}");
            assertEquals(field.getName().equals("_service"), !refused.startsWith("OPERATION_TOO_COMPLEX"), field.getName());
        }
    }

    @Test
    void representationsAreCounted() {
        String document = "query($r:[_Any!]!){_entities(representations:$r){__typename}}";
        assertEquals("", codes(document, Map.of("r", Collections.nCopies(20, Map.of()))));
        assertEquals("OPERATION_TOO_COMPLEX", codes(document, Map.of("r", Collections.nCopies(21, Map.of()))));
        assertEquals("OPERATION_TOO_COMPLEX",
                codes("{_entities(representations:[" + "{}".repeat(21) + "]){__typename}}", Map.of()));
        assertEquals("OPERATION_TOO_COMPLEX", codes("{...F activity(id:1){id}} fragment F on Query{"
                + "...on Query{_entities(representations:[{}{}]){__typename}}".repeat(10) + "}"));
        assertFalse(facade.documents.prepare("{" + "_service{sdl} ".repeat(30) + "}").isRefused());
    }

    @Test
    void introspectionCanBeSwitchedOff() {
        facade = facade(Map.of("facade.introspection", "false"));
        assertEquals("GRAPHQL_VALIDATION_FAILED", codes(IntrospectionQuery.INTROSPECTION_QUERY));
        assertEquals("", codes("{__typename}"));
    }

    @Test
    void eachLimitIsConfigurable() {
        facade = facade(Map.of("facade.limits.lookups", "1", "facade.limits.aliases", "0"));
        assertEquals("OPERATION_TOO_COMPLEX", codes("{activity(id: 1) {id} ...A} fragment A on Query {activity(id: 1) {id}}"));
        assertEquals("OPERATION_TOO_COMPLEX", codes("{a: activity(id: 1) {id}}"));
    }

    @Test
    void aDocumentThatFailedIsNotKept() {
        assertTrue(facade.documents.prepare("{nothing}") != facade.documents.prepare("{nothing}"));
        assertTrue(facade.documents.prepare("{__typename}") == facade.documents.prepare("{__typename}"));
    }

    private InMemory facade(Map<String, String> config) {
        return new InMemory(lookup -> {
            calls.incrementAndGet();
            return CompletableFuture.completedFuture(new ActivityResult.Failed(Failure.TIMEOUT));
        }, config);
    }

    private static String lookups(int count) {
        StringBuilder document = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            document.append("a").append(i).append(": activity(id: ").append(i).append(") {id} ");
        }
        return document.append("}").toString();
    }

    private static String aliases(int count) {
        StringBuilder document = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            document.append("a").append(i).append(": __typename ");
        }
        return document.append("}").toString();
    }

    private static String directives(int count) {
        return "{" + "__typename @include(if: true) ".repeat(count) + "}";
    }

    /** The codes of the request's errors; those of its fields, which are time-outs here, are left out. */
    private String codes(String document) {
        return codes(document, Map.of());
    }

    private String codes(String document, Map<String, Object> variables) {
        GraphQLResponse response = facade.operations.execute(new GraphQLRequest(document, null, variables, false), CALLER)
                .toCompletableFuture().join();
        List<String> codes = response.errors().stream().filter(error -> error.getPath() == null)
                .map(error -> (String) error.getExtensions().get("code")).toList();
        return String.join(" ", codes);
    }
}
