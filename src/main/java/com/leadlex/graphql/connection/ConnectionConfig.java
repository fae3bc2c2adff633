package com.leadlex.graphql.connection;

import java.time.Duration;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of one connection; {@code quarkus.http.limits.*} limit heads. Not injected: {@link AcceptLimit} is no bean. */
@Unremovable
@ConfigMapping(prefix = "facade.http")
public interface ConnectionConfig {

    /**
     * While this many bytes of answers wait for a client to read them, nothing more is read from the client's connection;
     * the answer that reaches the limit is sent whole. All connections together have a share of the heap for unread answers
     * and incomplete heads and bodies: beyond that share, the connection with the highest bytes × stall time is closed.
     */
    @WithDefault("524288")
    int maxUnread();

    /** How long a client may leave its answers unread before its connection is closed. */
    @WithDefault("30S")
    Duration unreadTimeout();
}
