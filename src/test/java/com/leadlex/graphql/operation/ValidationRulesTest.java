package com.leadlex.graphql.operation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import graphql.GraphQLError;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLUnionType;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Contract, section 5: what graphql-js accepts of a document we accept, and what it refuses we refuse, at the same place. */
class ValidationRulesTest {

    private static final InMemory FACADE = new InMemory(lookup -> {
        throw new AssertionError("nothing is looked up");
    }, Map.of());

    @ParameterizedTest
    @ValueSource(strings = {
            "{_entities(representations:[]){...F ... on Activity{__typename}}} fragment F on _Entity{__typename}",
            "{_entities(representations:[]){__typename ... on Activity{__typename id}}}",
            "{__schema{types{name}} __schema{types{kind}}}",
            "{__type(name:\"Query\"){name} ...F} fragment F on Query{__type(name:\"Query\"){kind}}",
            "{__type(name:\"Query\"){fields{...F type{name}}}} fragment F on __Field{type{kind}}",
            "{_entities(representations:[{id:1 a:2}]){__typename} _entities(representations:[{a:2 id:1}]){x:__typename}}",
            "query($r:[_Any!]!=[{a:1 b:[null]}]){_entities(representations:$r){__typename}}",
            "query($r:_Any!){_entities(representations:[$r {x:$r}]){__typename}}",
            "query($i:ID=1){activity(id:$i){id}}", "query($s:Boolean=true){a:__typename @skip(if:$s)}",
            "query($d:Boolean){__type(name:\"JSON\"){fields(includeDeprecated:$d){name}}}",
            "query A{...F} query B{...F} fragment F on Query{__typename}" })
    void acceptsWhatFits(String document) {
        assertFalse(FACADE.documents.prepare(document).isRefused(), () -> errors(document));
    }

    /** The places are those of graphql-js 17.1. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{__typename} query Q{__typename} | 1:1 | An operation without a name must be the only one of its document.",
            "query Q{__typename} {__typename} | 1:21 | An operation without a name must be the only one of its document.",
            "query Q{__typename} query Q{__typename} | 1:1 1:21 | The name 'Q' of an operation must not be repeated.",
            "mutation{a} | 1:1 | The schema has no type for a mutation.",
            "subscription S{a} | 1:1 | The schema has no type for a subscription.",
            "{...F} fragment F on Query{__typename} fragment F on Query{__typename} | 1:40 1:8 | The name 'F' of a fragment must not be repeated.",
            "{__typename} fragment F on Activity{id} | 1:14 | The fragment 'F' is not used.",
            "{...F} | 1:2 | There is no fragment 'F'.",
            "{...F} fragment F on Nope{a} | 1:22 | There is no type 'Nope'.",
            "{...on ID{a}} | 1:8 | 'ID' has no fields; a fragment cannot be on it.",
            "{...on Activity{id}} | 1:2 | A fragment on 'Activity' cannot be spread on the type 'Query'.",
            "{...F} fragment F on Activity{id} | 1:2 | A fragment on 'Activity' cannot be spread on the type 'Query'.",
            "{...F} fragment F on Query{...F} | 1:28 | The fragment 'F' spreads itself.",
            "{...F} fragment F on Query{...G} fragment G on Query{...F} | 1:28 1:54 | The fragment 'F' spreads itself.",
            "{nope} | 1:2 | The type 'Query' has no field 'nope'.",
            "{activity(id:1)} | 1:2 | 'activity' requires a selection of fields of 'Activity'.",
            "{activity(id:1){id{x}}} | 1:19 | 'id' has no fields to select.",
            "{activity{id}} | 1:2 | 'activity' requires the argument 'id' of the type 'ID!'.",
            "{activity(id:1 x:2){id}} | 1:16 | 'activity' has no argument 'x'.",
            "{activity(id:1 id:2){id}} | 1:11 1:16 | The argument 'id' must not be repeated.",
            "{activity(id:null){id}} | 1:14 | Expected a value of the type 'ID!', found null.",
            "{activity(id:[1]){id}} | 1:14 | Expected a value of the type 'ID!', found [1].",
            "{activity(id:{a:1}){id}} | 1:14 | Expected a value of the type 'ID!', found {a:1}.",
            "{_entities(representations:[{} null]){__typename}} | 1:32 | Expected a value of the type '_Any!', found null.",
            "{_entities(representations:[null {} null]){__typename}} | 1:29 1:37 | Expected a value of the type '_Any!', found null.",
            "query($r:[_Any!]!=[{} null]){_entities(representations:$r){__typename}} | 1:23 | Expected a value of the type '_Any!', found null.",
            "query($i:ID=1.5){activity(id:$i){id}} | 1:13 | Expected a value of the type 'ID', found 1.5.",
            "{__typename @include(if:null) a:__typename @skip(if:true)} | 1:25 | Expected a value of the type 'Boolean!', found null.",
            "{__type(name:\"Query\"){fields(includeDeprecated:null){name}}} | 1:48 | Expected a value of the type 'Boolean!', found null.",
            "{_entities(representations:[{id:1 id:2}]){__typename}} | 1:30 1:35 | The field 'id' of an object must not be repeated.",
            "{__typename @nope} | 1:13 | There is no directive '@nope'.",
            "{...@defer(if:1 label:2 x:3){__typename}} | 1:5 | There is no directive '@defer'.",
            "{...@experimental_disableErrorPropagation{__typename}} | 1:5 | There is no directive '@experimental_disableErrorPropagation'.",
            "query @skip(if:true){__typename} | 1:7 | The directive '@skip' is not allowed here.",
            "{__typename @skip(if:true) @skip(if:true)} | 1:13 1:28 | The directive '@skip' must not be repeated.",
            "{__typename @skip} | 1:13 | 'skip' requires the argument 'if' of the type 'Boolean!'.",
            "query($a:ID! $a:ID!){activity(id:$a){id}} | 1:14 1:7 | The variable '$a' must not be repeated.",
            "query($a:[Nope!]!){__typename @skip(if:$a)} | 1:11 | There is no type 'Nope'.",
            "query($a:[Activity]=[\"x\"]){_entities(representations:{x:$a}){__typename}} | 1:10 | 'Activity' is not an input type; a variable cannot have it.",
            "{activity(id:$a){id}} | 1:1 1:14 | The operation does not define the variable '$a'.",
            "query($a:ID){__typename} | 1:7 | The variable '$a' is not used.",
            "query($a:ID){activity(id:$a){id}} | 1:26 1:7 | The variable '$a' of the type 'ID' is used where 'ID!' is expected.",
            "query($a:[ID!]!){activity(id:$a){id}} | 1:30 1:7 | The variable '$a' of the type '[ID!]!' is used where 'ID!' is expected.",
            "{a:__schema{types{x:name}} a:__schema{types{x:kind}}} | 1:19 1:45 | 'x' stands for the fields 'name' and 'kind'; give one of them an alias.",
            "{__type(name:\"Query\"){x:name x:kind}} | 1:23 1:30 | 'x' stands for the fields 'name' and 'kind'; give one of them an alias.",
            "{__type(name:\"Query\"){name} __type(name:\"JSON\"){name}} | 1:2 1:29 | The fields '__type' have different arguments; give one of them an alias.",
            "{activity(id:\"a\"){x:id ...F}} fragment F on Activity{x:title} | 1:19 1:54 | 'x' stands for the fields 'id' and 'title'; give one of them an alias.",
            "{_entities(representations:[{id:1}]){__typename} _entities(representations:[{id:\"1\"}]){__typename}} | 1:2 1:50 | The fields '_entities' have different arguments; give one of them an alias.",
            "{_entities(representations:[]){__typename ...on Activity{__typename:id}}} | 1:32 1:58 | '__typename' stands for the fields '__typename' and 'id'; give one of them an alias." })
    void refusesWhatBreaksARuleWithAPlainSentenceAtItsPlace(String document, String places, String sentence) {
        assertEquals(places + " | " + sentence, errors(document));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{a:x a:y} fragment F on Query{__typename} | 1:11 1:2 1:6",
            "{__typename} fragment F on Activity{id ...{x:id ...{x:title}}} | 1:14 1:44 1:53",
            "mutation{a:x a:y} | 1:1 1:10 1:14",
            "{...@defer(if:$b){__typename}} | 1:1 1:15 1:5",
            "{__typename:activity(id:\"a\"){id} __typename} | 1:2 1:34",
            "{__typename} {__typename} query{__typename} | 1:1 1:14 1:27" })
    void reportsEachErrorOfADocument(String document, String places) {
        assertEquals(places, errors(document).split(" \\| ")[0]);
    }

    /** The rules rely on it. */
    @Test
    void onlyOneObjectTypeCanStandAtAPlaceOfAnAnswerAndNoInputIsAnObject() {
        assertTrue(FACADE.schema.getAllTypesAsList().stream().noneMatch(it -> it instanceof GraphQLInterfaceType
                || it instanceof GraphQLInputObjectType
                || it instanceof GraphQLUnionType union && union.getTypes().size() != 1));
    }

    /** All places, and the sentences. */
    private static String errors(String document) {
        List<? extends GraphQLError> errors = FACADE.documents.prepare(document).parsedEntry().getErrors();
        return errors.stream().flatMap(it -> it.getLocations().stream())
                .map(it -> it.getLine() + ":" + it.getColumn()).distinct().sorted().collect(Collectors.joining(" ")) + " | "
                + errors.stream().map(GraphQLError::getMessage).distinct().collect(Collectors.joining(" "));
    }
}
