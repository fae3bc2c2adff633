package com.leadlex.graphql.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;

import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.graphql.client.GraphQLClientException;
import io.smallrye.graphql.client.GraphQLError;
import io.smallrye.graphql.client.typesafe.api.ErrorOr;
import io.smallrye.graphql.client.typesafe.api.GraphQLClientApi;
import io.smallrye.graphql.client.typesafe.api.TypesafeGraphQLClientBuilder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The service as a Java program asks it: by an interface, answered with a record. */
@QuarkusTest
class JavaClientTest {

    @TestHTTPResource("/graphql")
    URI endpoint;

    @GraphQLClientApi
    interface Activities {
        Activity activity(@NonNull @Id String id);
    }

    record Activity(String id, String type, String title, OffsetDateTime createdDate) {
    }

    @GraphQLClientApi
    interface ActivitiesOrErrors {
        ErrorOr<Activity> activity(@NonNull @Id String id);
    }

    @Test
    void anActivityIsARecord() {
        Activity activity = client(Activities.class, "wbk_java").activity("act_7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d");
        assertEquals(new Activity("act_7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d", "call", "Discovery call with Jane",
                OffsetDateTime.parse("2026-04-17T14:23:05Z")), activity);
    }

    @ParameterizedTest
    @CsvSource({ "act_error-404, NOT_FOUND, false, 404", "act_error-403, FORBIDDEN, false, 403" })
    void anErrorIsAnExceptionWithItsExtensions(String id, String code, boolean retryable, int status) {
        Activities activities = client(Activities.class, "wbk_java");
        GraphQLClientException exception = assertThrows(GraphQLClientException.class, () -> activities.activity(id));
        GraphQLError error = exception.getErrors().get(0);
        assertEquals(code, error.getExtensions().get("code"));
        assertEquals(retryable, error.getExtensions().get("retryable"));
        assertTrue(error.getExtensions().get("upstream").toString().contains(String.valueOf(status)));
        assertEquals(List.of("activity"), List.of(error.getPath()));
    }

    @Test
    void anErrorCanBeAValue() {
        ActivitiesOrErrors activities = client(ActivitiesOrErrors.class, "wbk_java");
        assertTrue(activities.activity("act_call").isPresent());
        ErrorOr<Activity> missing = activities.activity("act_error-404");
        assertFalse(missing.isPresent());
        assertEquals("NOT_FOUND", missing.getErrors().get(0).getExtensions().get("code"));
    }

    static String title(URI endpoint, String key, String id) {
        Activities activities = TypesafeGraphQLClientBuilder.newBuilder()
                .endpoint(endpoint)
                .header("Authorization", "Bearer " + key)
                .build(Activities.class);
        try {
            return activities.activity(id).title();
        } catch (GraphQLClientException e) {
            return e.getErrors().get(0).getExtensions().get("code").toString();
        }
    }

    @Test
    void theReadmesExampleAnswersATitleOrACode() {
        assertEquals("Discovery call with Jane", title(endpoint, "wbk_java", "act_7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d"));
        assertEquals("NOT_FOUND", title(endpoint, "wbk_java", "act_error-404"));
    }

    @Test
    void theReadmeShowsThisClient() throws IOException {
        String readme = Files.readString(Path.of("graphql/README.md"));
        String shown = readme.substring(readme.indexOf("```java\n") + 8, readme.indexOf("```\n", readme.indexOf("```java\n")));
        String here = Files.readString(Path.of("src/test/java/com/leadlex/graphql/client/JavaClientTest.java"));
        List<String> lines = shown.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        assertTrue(lines.size() > 5);
        assertEquals(List.of(), lines.stream().filter(line -> !here.contains(line)).toList());
    }

    private <T> T client(Class<T> api, String key) {
        return TypesafeGraphQLClientBuilder.newBuilder().endpoint(endpoint).header("Authorization", "Bearer " + key).build(api);
    }
}
