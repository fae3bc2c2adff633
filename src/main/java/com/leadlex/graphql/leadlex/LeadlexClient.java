package com.leadlex.graphql.leadlex;

import java.net.URI;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

import io.quarkus.rest.client.reactive.Url;
import io.smallrye.mutiny.Uni;

/**
 * Leadlex's REST API. {@code quarkus.rest-client.leadlex.*} configures it. The headers are parameters,
 * because MicroProfile's header propagation needs a JAX-RS request to propagate from, which this service does not have.
 * So exactly these parameters are sent, and no other header of the caller.
 */
@RegisterRestClient(configKey = "leadlex")
@Path("")
public interface LeadlexClient {

    /**
     * {@code GET {base}/v1/activities/{id}}. The whole URL is a parameter: MicroProfile would parse a path template,
     * by regular expressions, on every call, which takes a tenth of the CPU of a request.
     *
     * @return any answer of Leadlex, error statuses included; fails only without an answer
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> activity(@Url URI activityUrl, @HeaderParam("Authorization") String authorization,
            @HeaderParam("X-Request-Id") String requestId, @HeaderParam("traceparent") @Nullable String traceparent,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch);
}
