package com.leadlex.graphql.http;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of GraphQL over HTTP. Ports, TLS and CORS are {@code quarkus.http.*}. */
@ConfigMapping(prefix = "facade.http")
public interface HttpConfig {

    /** The edition of GraphQL over HTTP (https://http-spec.graphql.org/) before the first one. */
    int DRAFT_EDITION = 2025;

    /**
     * The edition of GraphQL over HTTP that decides status codes:
     * {@code 2025}, the draft that today's clients expect, or {@code 2026}, the first edition, of September 2026:
     * 294 for data with errors, 422 for a request that cannot be run, for every {@code Accept}.
     */
    @WithDefault("2025")
    int edition();

    /** Compresses answers of 4 KiB and more with gzip for clients that accept it. */
    @WithDefault("true")
    boolean compression();

    /** The largest body of a request, in bytes; a larger one is 413 {@code PAYLOAD_TOO_LARGE}. */
    @WithDefault("262144")
    int maxBody();

    /** How long a request's body may take to arrive; then the answer is 408 and the connection is closed. */
    @WithDefault("10S")
    Duration bodyTimeout();

    /** How deep the JSON of a request may be nested; deeper JSON is 400 {@code BAD_REQUEST}. */
    @WithDefault("100")
    int maxJsonDepth();

    /**
     * Serves {@code /q/*}, health and metrics, to direct callers only, such as probes and Prometheus:
     * a request there that a proxy or platform passes on, with {@code X-Forwarded-For} or {@code Forwarded}, is 404.
     */
    @WithDefault("false")
    boolean managementDirectOnly();
}
