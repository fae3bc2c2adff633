package com.leadlex.graphql.connection;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What one connection may cost. Limits of heads and streams are {@code quarkus.http.limits.*}. */
@ConfigMapping(prefix = "facade.http")
public interface ConnectionConfig {

    /**
     * While so many bytes of answers wait for a client to read them, no further request of its connection is begun; an answer
     * that was being made comes on top. What waits for the callers of all connections together, bodies that have not come
     * whole and open streams of HTTP/2 included, may take its share of the heap: beyond, what takes most of it for longest is
     * given up.
     */
    @WithDefault("524288")
    int maxUnread();

    /** How long a client may read nothing of the answers that wait for it; then its connection is closed. */
    @WithDefault("30S")
    Duration unreadTimeout();
}
