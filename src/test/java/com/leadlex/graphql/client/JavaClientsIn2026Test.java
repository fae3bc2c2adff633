package com.leadlex.graphql.client;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.springframework.graphql.client.GraphQlTransportException;

import com.leadlex.graphql.OtherSettings;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** What becomes of clients on Java in the edition of September 2026: SmallRye's takes it, Spring's not yet. */
@QuarkusTest
@TestProfile(OtherSettings.class)
class JavaClientsIn2026Test {

    @TestHTTPResource("/graphql")
    URI endpoint;

    @Test
    void smallRyesClientReadsDataAndCodes() {
        assertEquals("Follow-up call with Jane", JavaClientTest.title(endpoint, "wbk_java", "act_call"));
        assertEquals("NOT_FOUND", JavaClientTest.title(endpoint, "wbk_java", "act_error-404"));
    }

    @Test
    void springsClientReadsDataAndTheCodesOfRequestsThatCannotRun() {
        SpringClient spring = SpringClient.of(endpoint);
        assertEquals("act_call", spring.ask(SpringClientTest.ONE, "act_call").field("activity.id").toEntity(String.class));
        assertEquals("GRAPHQL_VALIDATION_FAILED", SpringClient.code(spring.ask(SpringClientTest.INVALID, "act_call")));
    }

    /** Its WebClient knows no status 294: data and errors are lost. */
    @Test
    void springsClientThrowsOnPartialSuccess() {
        SpringClient spring = SpringClient.of(endpoint);
        assertThrows(GraphQlTransportException.class, () -> spring.ask(SpringClientTest.TWO, "act_error-404"));
    }
}
