package com.leadlex.graphql.leadlex.connection;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.rest.client.inject.RestClient;

import com.leadlex.graphql.leadlex.LeadlexClient;

import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.StartupEvent;

/**
 * Makes the client at start, instead of by the first look-up, and refuses to start when {@link ResponseGuard} was not asked:
 * without it everything works, and nothing limits or checks what Leadlex sends.
 */
@Singleton
class GuardCheck {

    void check(@Observes StartupEvent starting, @RestClient LeadlexClient client) {
        ClientProxy.unwrap(client);
        if (!ResponseGuard.isAttached()) {
            throw new IllegalStateException("The guard of Leadlex's answers is missing in this build: "
                    + "META-INF/services must name it, and a native executable must hold that file and the class.");
        }
    }
}
