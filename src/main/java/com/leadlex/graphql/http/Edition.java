package com.leadlex.graphql.http;

/** The editions of GraphQL over HTTP (https://graphql.github.io/graphql-over-http/) whose status codes can be chosen. */
public enum Edition {
    /** The draft before the first edition, which the clients of today expect. */
    DRAFT_2025,
    /** The first edition, of September 2026. */
    SEPTEMBER_2026
}
