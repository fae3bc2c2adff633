package com.leadlex.graphql.client;

import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.graphql.client.ClientGraphQlResponse;
import org.springframework.graphql.client.GraphQlTransportException;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The service as a program on Spring asks it. */
@QuarkusTest
class SpringClientTest {

    static final String ONE = "query One($id: ID!) { activity(id: $id) { id title } }";
    static final String TWO = "query Two($id: ID!) { activity(id: $id) { id title } other: activity(id: \"act_call\") { id title } }";

    static final String INVALID = "query ($id: ID!) { nope(id: $id) }";

    @TestHTTPResource("/graphql")
    URI endpoint;

    @Test
    void anActivityIsARecord() {
        assertEquals(new SpringClient.Activity("act_call", "Follow-up call with Jane"),
                SpringClient.of(endpoint).ask(ONE, "act_call").field("activity").toEntity(SpringClient.Activity.class));
    }

    @Test
    void anActivityThatIsNotThereIsAnErrorWithItsCodeBesideTheOther() {
        ClientGraphQlResponse response = SpringClient.of(endpoint).ask(TWO, "act_error-404");
        assertEquals("NOT_FOUND", SpringClient.code(response));
        assertEquals("act_call", response.field("other.id").toEntity(String.class));
    }

    @Test
    void aDocumentThatIsNotValidIsAnErrorWithItsCode() {
        assertEquals("GRAPHQL_VALIDATION_FAILED", SpringClient.code(SpringClient.of(endpoint).ask(INVALID, "act_call")));
    }

    @Test
    void anAnswerOfMoreThan256KibNeedsASettingOfTheClient() {
        String large = IntStream.range(0, 45).mapToObj(i -> "a" + i + ": _service { sdl }")
                .collect(Collectors.joining(" ", "query ($id: ID!) { activity(id: $id) { id } ", " }"));
        ClientGraphQlResponse response = SpringClient.ofLargeAnswers(endpoint).ask(large, "act_call");
        assertTrue(response.toMap().toString().length() > 256 * 1024);
        assertThrows(GraphQlTransportException.class, () -> SpringClient.of(endpoint).ask(large, "act_call"));
    }
}
