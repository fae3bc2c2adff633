package com.leadlex.graphql.graphiql;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The GraphiQL page. */
@ConfigMapping(prefix = "facade.graphiql")
public interface GraphiQLConfig {

    /** Serves GraphiQL, the page to try queries in, at {@code /graphiql}; with {@code false} that is 404. */
    @WithDefault("true")
    boolean enabled();
}
