package com.leadlex.graphql.http;

/** In which order the routes to {@code /graphql} get a request. Quarkus' CORS filter is at -300, its authentication at -200. */
public final class RouteOrder {

    public static final int AHEAD_OF_CORS = -301;

    /** Right behind the CORS filter; in dev mode, behind the handler that reloads changed code. */
    public static final int AHEAD_OF_GRAPHQL = -299;

    /** Ahead of authentication and of SmallRye's route, so that a request meets nothing that it does not need. */
    public static final int GRAPHQL = -298;

    public static final int BEHIND_GRAPHQL = -297;

    private RouteOrder() {
    }
}
