package com.leadlex.graphql.operation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.activity.Activity;
import com.leadlex.graphql.activity.ActivityField;
import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.Caller;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.memory.UnboundedMemory;
import com.leadlex.graphql.operation.GraphQLExecutor.GraphQLRequest;

import graphql.GraphQLError;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Contract, section 4: INTERNAL_SERVER_ERROR is a bug of ours, and no request of any caller leads there. */
class LibraryFailuresTest {

    private static final Caller CALLER = new Caller(new Credential.Usable(ApiKey.of("wbk_test")), "r", null, false,
            UnboundedMemory.create());
    private final InMemory facade = new InMemory(lookup -> CompletableFuture.completedFuture(new ActivityResult.Found(
            new Activity.Builder().set(ActivityField.ID, lookup.id()).set(ActivityField.TYPE, "note").build())), Map.of());

    private static final List<String> DOCUMENTS = List.of(
            "query($b:Boolean=true){__typename @include(if:$b) a:__typename @skip(if:$b)}",
            "query($n:String=\"Query\"){__type(name:$n){name fields(includeDeprecated:true){name type{kind}}}}",
            "query($r:[_Any!]=[]){_entities(representations:$r){__typename ... on Activity{id}}}",
            "query($i:ID=\"a\",$v:_Any={a:[1,null]}){_entities(representations:[{__typename:\"Activity\",id:$i,v:$v,x:null}]){__typename}}",
            "subscription S{...F} fragment F on Query{__typename}",
            "mutation M{a}", "{activity(id:\"act_1\"){id ...F}} fragment F on Activity{title metadata}",
            "{__schema{types{name fields{args{type{ofType{name}}}}}}}");
    private static final List<String> TOKENS = List.of("null", "$b", "$x", "1", "1.5", "true", "\"s\"", "E", "[", "]", "{", "}",
            "(", ")",
            "@", "@skip", "if", ":", "...", "on", "Query", "Activity", "__type", "id", "=", "!", "$", "&", "fragment", "query",
            "subscription", "\"\"\"b\"\"\"", "_Any", "{a:1,a:2}", "@include(if:null)", "#");

    /** Contract, section 5. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "query($b:Boolean=true){__typename @include(if:$b)} | 47",
            "query($b:Boolean=true){...F} fragment F on Query{__typename @skip(if:$b)} | 70",
            "query($b:Boolean=true){activity(id:\"a\"){id} _service{sdl @skip(if:$b)}} | 67",
            "query($b:Boolean=true){__type(name:\"Query\"){fields(includeDeprecated:$b){name}}} | 70",
            "query($b:Boolean=true){__typename @skip(if:true) @include(if:$b)} | 62",
            "query($b:_Any={a:1}){__typename _entities(representations:[{},$b]){__typename}} | 63" })
    void aVariableThatMustNotBeNullIsABadInputOfTheWholeRequest(String document, int column) {
        GraphQLResponse response = run(document, nulled("b"));
        assertNull(response.data());
        assertEquals(List.of(ErrorCode.BAD_USER_INPUT), codes(response));
        assertEquals(column, response.errors().get(0).getLocations().get(0).getColumn());
        assertEquals("The variable '$b' must not be null here.", response.errors().get(0).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "query($b:String=\"Query\"){a:__type(name:$b){name}} | a",
            "query($b:ID=\"x\"){a:activity(id:$b){id}} | a" })
    void aVariableThatIsNullInAnArgumentIsABadInputOfItsField(String document, String path) {
        GraphQLResponse response = run(document, nulled("b"));
        assertNotNull(response.data());
        assertEquals(List.of(ErrorCode.BAD_USER_INPUT), codes(response));
        assertEquals(List.of(path), response.errors().get(0).getPath());
    }

    @Test
    void noValueOfAVariableIsReportedByTheNameOfAJavaClass() {
        for (Object value : List.of(Map.of("a", 1), List.of(1), new BigDecimal("1e400"), new BigDecimal("1.5"), 7,
                new BigInteger("99999999999999999999"), "x", true)) {
            for (String document : List.of("query($b:Boolean!){__typename @skip(if:$b)}",
                    "query($b:String!){__type(name:$b){name}}", "query($b:ID!){activity(id:$b){id}}")) {
                String messages = run(document, Map.of("b", value)).errors().toString();
                assertFalse(messages.matches("(?s).*\\b(Big(Decimal|Integer)|Long|Double|\\w*Map)\\b.*"), messages);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "subscription{...F} fragment F on Query{__typename}",
            "subscription{a:_service @skip(if:1e3){sdl}}", "subscription{a:_service @skip{sdl}}",
            "query($v:_Any={id:\"a\",id:\"b\"}){__typename}",
            "{_entities(representations:[{__typename:\"Activity\",id:\"a\",x:\"1\",x:\"2\"}]){__typename}}",
            "{__type(name:1){name}}", "{__typename @include(if:1.5)}", "{... @defer{__typename}}",
            "{__type(name:\"Query\"){fields(includeDeprecated:false){name} fields(includeDeprecated:true){name}}}",
            "{__schema{types{a:fields{name}} types{a:name}}}" })
    void aDocumentThatDoesNotFitIsAValidationErrorWithItsPlace(String document) {
        GraphQLResponse response = run(document, Map.of());
        assertTrue(codes(response).stream().allMatch(ErrorCode.GRAPHQL_VALIDATION_FAILED::equals));
        assertEquals(1, response.errors().get(0).getLocations().get(0).getLine());
    }

    @ParameterizedTest
    @ValueSource(strings = { "{a:__type(name:\"Activity\"){name} b:__type(name:\"JSON\"){name}}",
            "{__type(name:\"Query\"){fields{...F name}}} fragment F on __Field{name}",
            "{__type(name:\"Query\"){... on __Type{kind} kind}}",
            "{_entities(representations:[{__typename:\"Activity\",id:\"act_7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d\",x:null}]){__typename}}",
            "query($i:ID=\"act_7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d\"){_entities(representations:[{__typename:\"Activity\",id:$i}]){__typename}}" })
    void aDocumentThatFitsIsServed(String document) {
        assertEquals(List.of(), codes(run(document, Map.of())));
    }

    @Test
    void anUnknownTypeOfAFragmentHasAPlace() {
        assertEquals(2, run("{...F}\nfragment F on Nope{a}", Map.of()).errors().get(0).getLocations().get(0).getLine());
    }

    /** Tokens are put in, left out, doubled and exchanged at random. */
    @Test
    void noDocumentAndNoVariablesThatAreMadeUpLeadToABug() {
        long seed = Long.getLong("seed", 20_261_126L);
        Random random = new Random(seed);
        int answered = 0;
        for (int i = 0; i < Integer.getInteger("documents", 10_000); i++) {
            String document = mutated(random);
            Map<String, Object> variables = new HashMap<>();
            for (String name : List.of("b", "n", "r", "i", "v")) {
                if (random.nextBoolean()) {
                    variables.put(name, value(random));
                }
            }
            GraphQLResponse response = run(document, variables);
            String messages = response.errors().stream().map(GraphQLError::getMessage).toList().toString();
            assertFalse(codes(response).contains(ErrorCode.INTERNAL_SERVER_ERROR) || messages.contains("Value{")
                    || messages.contains("Reference{"),
                    () -> "seed " + seed + ": " + document + " " + variables + ": " + messages);
            answered += response.data() == null ? 0 : 1;
        }
        assertNotEquals(0, answered);
    }

    private static String mutated(Random random) {
        String document = DOCUMENTS.get(random.nextInt(DOCUMENTS.size()));
        List<String> tokens = new ArrayList<>(List.of(document.split("(?<=[^\\w$\".])|(?=[^\\w\".])")));
        for (int change = random.nextInt(3); change >= 0; change--) {
            int at = random.nextInt(tokens.size());
            switch (random.nextInt(4)) {
                case 0 -> tokens.remove(at);
                case 1 -> tokens.add(at, TOKENS.get(random.nextInt(TOKENS.size())));
                case 2 -> tokens.set(at, TOKENS.get(random.nextInt(TOKENS.size())));
                default -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
            }
            if (tokens.isEmpty()) {
                return "{";
            }
        }
        return String.join(random.nextBoolean() ? "" : " ", tokens);
    }

    private static Object value(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> "Query";
            case 4 -> Arrays.asList(null, Map.of("__typename", "Activity", "id", "act_1"));
            default -> Map.of("__typename", "Activity");
        };
    }

    private static Map<String, Object> nulled(String variable) {
        Map<String, Object> variables = new HashMap<>();
        variables.put(variable, null);
        return variables;
    }

    private GraphQLResponse run(String document, Map<String, Object> variables) {
        return facade.operations.execute(new GraphQLRequest(document, null, variables, false), CALLER).toCompletableFuture()
                .join();
    }

    private static List<ErrorCode> codes(GraphQLResponse response) {
        return response.errors().stream().map(ErrorCode::of).toList();
    }
}
