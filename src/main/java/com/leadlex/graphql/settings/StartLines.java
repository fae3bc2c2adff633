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

/** Logs two lines at start: which Leadlex is called, and where GraphiQL is. */
@Singleton
class StartLines {

    private static final Logger LOG = Logger.getLogger(StartLines.class);

    /** Runs after all checks, so that a start that a check stops prints no other line. */
    void logLines(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event, GraphiQLConfig graphiqlConfig, Config config,
            @ConfigProperty(name = "quarkus.rest-client.leadlex.url") URI leadlexUrl,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        LOG.info(leadlexLine(leadlexUrl, StandIn.isUsed(config)));
        // With port 0 the system chooses one, which Quarkus logs in a line of its own.
        LOG.info(!graphiqlConfig.enabled() ? "GraphiQL is off"
                : "GraphiQL: " + (port == 0 ? "" : "http://localhost:" + port) + GraphiQLRoute.PATH);
    }

    /** Leaves out a user, password and query of the URL. */
    static String leadlexLine(URI url, boolean isStandIn) {
        return isStandIn ? "Leadlex: a stand-in that needs no key; set LEADLEX_API_KEY to call the real one"
                : "Leadlex: " + url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort())
                        + url.getPath();
    }
}
