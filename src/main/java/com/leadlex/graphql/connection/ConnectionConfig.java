package com.leadlex.graphql.connection;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What one connection may cost. Limits of heads and streams are {@code quarkus.http.limits.*}. */
@ConfigMapping(prefix = "facade.http")
public interface ConnectionConfig {

    /**
     * While so many bytes of answers wait for a client to read them, no further request of its connection is begun; an answer
     * that was being made comes on top. All connections together may have three sixteenths of the heap waiting: beyond, the
     * one that has read nothing for longest is closed.
     */
    @WithDefault("524288")
    int maxUnread();

    /** How long a client may read nothing of the answers that wait for it; then its connection is closed. */
    @WithDefault("30S")
    Duration unreadTimeout();
}
