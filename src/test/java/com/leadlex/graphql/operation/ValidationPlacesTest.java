package com.leadlex.graphql.operation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

/** Contract, section 5: what graphql-js accepts of a document we accept, and what it refuses we refuse, at the same place. */
@QuarkusTest
class ValidationPlacesTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "{_entities(representations:[]){...F ... on Activity{__typename}}} fragment F on _Entity{__typename}",
            "{_entities(representations:[]){__typename ... on Activity{__typename id}}}",
            "{__schema{types{name}} __schema{types{kind}}}",
            "{__type(name:\"Query\"){name} ...F} fragment F on Query{__type(name:\"Query\"){kind}}",
            "{__type(name:\"Query\"){fields{...F type{name}}}} fragment F on __Field{type{kind}}",
            "{_entities(representations:[{id:1 a:2}]){__typename} _entities(representations:[{a:2 id:1}]){x:__typename}}",
            "query($r:[_Any!]!=[{a:1 b:[null]}]){_entities(representations:$r){__typename}}" })
    void fieldsThatCanBeMergedAre(String document) {
        JsonPath answer = run(document);
        assertNull(answer.get("errors.find{it.extensions.code=='GRAPHQL_VALIDATION_FAILED'}"), answer::prettify);
    }

    /** The places are those of graphql-js 17.1. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{a:__schema{types{x:name}} a:__schema{types{x:kind}}} | 1:19 1:45",
            "{__type(name:\"Query\"){x:name x:kind}} | 1:23 1:30",
            "{__schema{x:types{name} x:queryType{name}}} | 1:11 1:25",
            "{__type(name:\"Query\"){name} __type(name:\"JSON\"){name}} | 1:2 1:29",
            "{__typename:activity(id:\"a\"){id} __typename} | 1:2 1:34",
            "{activity(id:\"a\"){id} activity(id:\"b\"){id}} | 1:2 1:23",
            "{activity(id:\"a\"){x:id ...F}} fragment F on Activity{x:title} | 1:19 1:54",
            "{_entities(representations:[{id:1}]){__typename} _entities(representations:[{id:\"1\"}]){__typename}} | 1:2 1:50",
            "{a:x a:y} fragment F on Query{__typename} | 1:11 1:2 1:6" })
    void fieldsInConflictAreToldAtEach(String document, String places) {
        assertPlaces(places, document);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{__typename} fragment F on Activity{x:id x:title} | 1:14 1:37 1:42",
            "{__typename} fragment F on Activity{id ...{x:id ...{x:title}}} | 1:14 1:44 1:53",
            "mutation{a:x a:y} | 1:1 1:10 1:14" })
    void fieldsInConflictAreToldWhereverTheyAre(String document, String places) {
        assertPlaces(places, document);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{__typename} query Q{__typename} | 1:1",
            "query Q{__typename} {__typename} | 1:21",
            "{__typename} {__typename} query{__typename} | 1:1 1:14 1:27" })
    void anAnonymousOperationBesideOthersIsToldAtItself(String document, String places) {
        assertPlaces(places, document);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{activity(id:null){id}} | 1:14",
            "{_entities(representations:[{} null]){__typename}} | 1:32",
            "{_entities(representations:[null {} null]){__typename}} | 1:29 1:37",
            "query($r:[_Any!]!=[{} null]){_entities(representations:$r){__typename}} | 1:23",
            "query($i:ID=1.5){activity(id:$i){id}} | 1:13",
            "{activity(id:[1]){id}} | 1:14",
            "{__typename @include(if:null) a:__typename @skip(if:1)} | 1:25 1:53" })
    void aLiteralThatIsNotOfItsTypeIsToldAtTheValue(String document, String places) {
        assertPlaces(places, document);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{...@defer{__typename}} | 1:5",
            "{...@defer(if:1 label:2 x:3){__typename}} | 1:5", "{...@defer(if:$b){__typename}} | 1:15 1:5",
            "{...@experimental_disableErrorPropagation{__typename}} | 1:5" })
    void directivesThatNoSpecificationHasAreUnknown(String document, String places) {
        assertPlaces(places, document);
    }

    private static void assertPlaces(String places, String document) {
        JsonPath answer = run(document);
        List<Map<String, Object>> locations = answer.getList("errors.locations.flatten()");
        String told = locations == null ? null
                : locations.stream().map(it -> it.get("line") + ":" + it.get("column")).distinct().sorted()
                        .collect(Collectors.joining(" "));
        assertEquals(places, told, answer::prettify);
    }

    private static JsonPath run(String document) {
        return given().contentType(ContentType.JSON).header("Authorization", "Bearer wbk_any").body(Map.of("query", document))
                .post("/graphql").then().extract().jsonPath();
    }
}
