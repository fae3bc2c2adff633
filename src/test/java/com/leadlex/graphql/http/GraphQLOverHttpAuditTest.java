package com.leadlex.graphql.http;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import static com.leadlex.graphql.http.Ask.GRAPHQL_RESPONSE;
import static com.leadlex.graphql.http.Ask.JSON;
import static org.hamcrest.CoreMatchers.nullValue;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Every rule that the npm package graphql-http audits (version 1.23), by its ids; MUST, SHOULD and MAY alike. */
@QuarkusTest
class GraphQLOverHttpAuditTest {

    private static final Map<String, Object> TYPENAME = Map.of("query", "{ __typename }");
    private static final String UNKNOWN_FIELD = "{ f8f31403dfe404bccbb0e835f2629c6a7 }";
    private static final String BY_NAME = "query Type($name: String!) { __type(name: $name) { name } }";
    private static final Map<String, Object> COERCE_FAILURE = Map.of("query", "query CoerceFailure($id: ID!){ __typename }",
            "variables",
            nullId());

    @TestFactory
    Stream<DynamicTest> mediaTypes() {
        return Stream.of(
                audit("22EB accepts graphql-response+json", Ask.post(GRAPHQL_RESPONSE, TYPENAME), 200, GRAPHQL_RESPONSE),
                audit("4655 accepts json", Ask.post(JSON, TYPENAME), 200, JSON),
                audit("47DE answers */* with json", Ask.post("*/*", TYPENAME), 200, JSON),
                audit("BF61 takes utf-8", Ask.given().contentType("application/json; charset=utf-8")
                        .body("{\"query\":\"{ __type(name: \\\"Run🏃Swim🏊\\\") { name } }\"}".getBytes(
                                java.nio.charset.StandardCharsets.UTF_8))
                        .post("/graphql").then(), 200, JSON),
                audit("9ABE refuses a POST without content type",
                        Ask.given().noContentType().body("{\"query\":\"{ __typename }\"}".getBytes())
                                .post("/graphql").then(),
                        415, JSON),
                audit("A5BF 400 without a body", Ask.given().contentType(JSON).post("/graphql").then(), 400, JSON));
    }

    @TestFactory
    Stream<DynamicTest> get() {
        return Stream.of(
                audit("5A70 takes GET", Ask.get("*/*", Map.of("query", "{ __typename }")), 200, JSON),
                audit("9C48 no mutation by GET", Ask.get(GRAPHQL_RESPONSE, Map.of("query", "mutation { __typename }")), 405,
                        GRAPHQL_RESPONSE),
                audit("D6D5 variables in the URL",
                        Ask.get(GRAPHQL_RESPONSE, Map.of("query", BY_NAME, "variables", "{\"name\":\"sometype\"}")),
                        200, GRAPHQL_RESPONSE),
                audit("6A70 variables in the URL",
                        Ask.get(JSON, Map.of("query", BY_NAME, "variables", "{\"name\":\"sometype\"}")), 200, JSON));
    }

    @TestFactory
    Stream<DynamicTest> wronglyTypedParameters() {
        List<Object> noStrings = List.of(Map.of("obj", "ect"), 0, false, List.of("array"));
        List<Object> noObjects = List.of("string", 0, false, List.of("array"));
        return Stream.of(
                noStrings.stream().map(it -> audit("LKJ query " + it, Ask.post(null, Map.of("query", it)), 400, JSON)),
                noStrings.stream()
                        .map(it -> audit("6C0 operationName " + it, Ask.post(null, with("operationName", it)), 400, JSON)),
                noObjects.stream().map(it -> audit("476 variables " + it, Ask.post(null, with("variables", it)), 400, JSON)),
                noObjects.stream().map(it -> audit("58B extensions " + it, Ask.post(null, with("extensions", it)), 400, JSON)))
                .flatMap(it -> it);
    }

    @TestFactory
    Stream<DynamicTest> rightlyTypedParameters() {
        return Stream.of(JSON, GRAPHQL_RESPONSE).flatMap(type -> Stream.of(
                audit("8161 B8B3 operationName",
                        Ask.post(type, Map.of("operationName", "Query", "query", "query Query { __typename }")), 200, type),
                audit("94B0 0220 variables null", Ask.post(type, with("variables", null)), 200, type),
                audit("94B1 0221 operationName null", Ask.post(type, with("operationName", null)), 200, type),
                audit("94B2 0222 extensions null", Ask.post(type, with("extensions", null)), 200, type),
                audit("2EA1 28B9 variables", Ask.post(type, Map.of("query", BY_NAME, "variables", Map.of("name", "sometype"))),
                        200, type),
                audit("428F 1B7A extensions", Ask.post(type, with("extensions", Map.of("some", "value"))), 200, type)));
    }

    @TestFactory
    Stream<DynamicTest> failures() {
        return Stream.of(
                audit("423L 400 without query", Ask.post(GRAPHQL_RESPONSE, Map.of("notquery", "{ __typename }")), 400,
                        GRAPHQL_RESPONSE),
                audit("8764 3E3A 400 on a typo", Ask.post(null, Map.of("qeury", "{ __typename }")), 400, JSON),
                audit("BCF8 400 on broken JSON", Ask.post(JSON, "{ \"not a JSON"), 400, JSON),
                audit("B7N8 400 on broken JSON", Ask.post(GRAPHQL_RESPONSE, "{ \"not a JSON"), 400, GRAPHQL_RESPONSE),
                audit("572B 200 on a syntax error", Ask.post(JSON, Map.of("query", "{")), 200, JSON),
                audit("FDE2 200 on an unknown field", Ask.post(JSON, Map.of("query", UNKNOWN_FIELD)), 200, JSON),
                audit("7B9B 200 on a wrong variable", Ask.post(JSON, COERCE_FAILURE), 200, JSON),
                withoutData("865D 556A D586 400 on a syntax error", Ask.post(GRAPHQL_RESPONSE, Map.of("query", "{"))),
                withoutData("51FE 74FF 5E5B 400 on an unknown field",
                        Ask.post(GRAPHQL_RESPONSE, Map.of("query", UNKNOWN_FIELD))),
                withoutData("86EE 400 on a wrong variable", Ask.post(GRAPHQL_RESPONSE, COERCE_FAILURE)));
    }

    private static DynamicTest audit(String name, ValidatableResponse response, int status, String type) {
        return dynamicTest(name, () -> {
            response.statusCode(status).header("Content-Type", startsWith(type + "; charset=utf-8"));
            if (status == 200 && !name.startsWith("572B") && !name.startsWith("FDE2") && !name.startsWith("7B9B")) {
                response.body("errors", nullValue());
            }
        });
    }

    private static DynamicTest withoutData(String name, ValidatableResponse response) {
        return dynamicTest(name,
                () -> response.statusCode(400).body("containsKey('data')", org.hamcrest.CoreMatchers.is(false)));
    }

    private static Map<String, Object> with(String parameter, Object value) {
        Map<String, Object> request = new LinkedHashMap<>(TYPENAME);
        request.put(parameter, value);
        return request;
    }

    private static Map<String, Object> nullId() {
        Map<String, Object> variables = new HashMap<>();
        variables.put("id", null);
        return variables;
    }
}
