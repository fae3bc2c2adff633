package com.leadlex.graphql.http;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The HTTP side. Ports, TLS and CORS are {@code quarkus.http.*}. */
@ConfigMapping(prefix = "facade.http")
public interface HttpConfig {

    /** The largest body of a request, in bytes; more is 413 {@code PAYLOAD_TOO_LARGE}. */
    @WithDefault("262144")
    int maxBody();

    /** How long a body may take to come in; then 408 and the connection is closed. */
    @WithDefault("10S")
    Duration bodyTimeout();

    /** How deep the JSON of a request may be nested; deeper is 400 {@code BAD_REQUEST}. */
    @WithDefault("100")
    int maxJsonDepth();
}
