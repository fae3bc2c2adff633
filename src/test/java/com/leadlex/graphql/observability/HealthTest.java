package com.leadlex.graphql.observability;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

@QuarkusTest
class HealthTest {

    @ParameterizedTest
    @ValueSource(strings = { "started", "live", "ready" })
    void eachProbeAnswers(String probe) {
        given().get("/q/health/" + probe).then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void tracingIsOffWithoutAnEndpoint() {
        assertEquals("true", ConfigProvider.getConfig().getValue("quarkus.otel.sdk.disabled", String.class));
    }

    @Test
    void thereIsOneEventLoopAProcessor() {
        assertEquals(Runtime.getRuntime().availableProcessors(),
                ConfigProvider.getConfig().getValue("quarkus.vertx.event-loops-pool-size", Integer.class));
    }
}
