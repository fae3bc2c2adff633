package com.leadlex.graphql.settings;

import java.net.URI;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import com.leadlex.graphql.graphiql.GraphiQLConfig;
import com.leadlex.graphql.graphiql.GraphiQLRoute;
import com.leadlex.graphql.leadlex.StandIn;

import io.quarkus.runtime.StartupEvent;

/** Says at start, in two lines, which Leadlex is called and where GraphiQL is. */
@Singleton
class StartLines {

    private static final Logger LOG = Logger.getLogger(StartLines.class);

    /** Behind all checks: what they refuse is one line alone. */
    void log(@Observes @Priority(Integer.MAX_VALUE) StartupEvent started, GraphiQLConfig graphiql, Config config,
            @ConfigProperty(name = "quarkus.rest-client.leadlex.url") URI leadlex,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        LOG.info(leadlex(leadlex, StandIn.isUsed(config)));
        LOG.info(graphiql.enabled() ? "GraphiQL: " + page(port) : "GraphiQL is off");
    }

    /** Without user, password and query of the URL, should it have any. */
    static String leadlex(URI url, boolean standIn) {
        return standIn ? "Leadlex: a stand-in that needs no key; set LEADLEX_API_KEY to call the real one"
                : "Leadlex: " + url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort())
                        + url.getPath();
    }

    /** With port 0 only the system knows it, and Quarkus logs it in a line of its own. */
    private static String page(int port) {
        return port == 0 ? GraphiQLRoute.PATH : "http://localhost:" + port + GraphiQLRoute.PATH;
    }
}
