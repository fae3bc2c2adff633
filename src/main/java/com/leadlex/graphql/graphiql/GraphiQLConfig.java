package com.leadlex.graphql.graphiql;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The GraphiQL page. */
@ConfigMapping(prefix = "facade.graphiql")
public interface GraphiQLConfig {

    /** Whether {@code /graphiql} serves GraphiQL, the page to try queries in. When not, it answers 404. */
    @WithDefault("true")
    boolean enabled();
}
