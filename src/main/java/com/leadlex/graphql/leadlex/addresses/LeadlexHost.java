package com.leadlex.graphql.leadlex.addresses;

import java.net.URI;
import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;

/** Looks Leadlex's addresses up, where this service has to know them. */
@Singleton
class LeadlexHost {

    private static final Pattern IP_ADDRESS = Pattern.compile("[\\d.]+|\\[.*]");

    void begin(@Observes StartupEvent starting, Config config, Vertx vertx) {
        String host = URI.create(config.getValue("quarkus.rest-client.leadlex.url", String.class)).getHost();
        String proxy = config.getOptionalValue("quarkus.rest-client.leadlex.proxy-address", String.class).orElse("none");
        boolean known = host != null && proxy.equals("none") && !IP_ADDRESS.matcher(host).matches();
        EveryAddress.use(known ? new HostAddresses(host, vertx) : null);
    }

    /**
     * In the background, and not before: the start does not depend on a name service, and one that fails does not wait for it.
     */
    void lookUp(@ObservesAsync HttpServerStart listening) {
        HostAddresses addresses = EveryAddress.ofLeadlex();
        if (addresses != null) {
            addresses.chosen();
        }
    }
}
