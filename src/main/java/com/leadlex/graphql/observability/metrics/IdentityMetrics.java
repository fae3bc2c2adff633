package com.leadlex.graphql.observability.metrics;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import com.leadlex.graphql.auth.AuthConfig;
import com.leadlex.graphql.auth.JwksListener;
import com.leadlex.graphql.error.MinutelyWarning;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What nobody but an operator can mend in mode {@code server}: the service's own key, and the way to the issuer's keys. */
@Singleton
public class IdentityMetrics implements JwksListener {

    private static final Logger LOG = Logger.getLogger(IdentityMetrics.class);

    private final boolean ownKey;
    private final Counter unauthenticated;
    private final Counter forbidden;
    private final AtomicInteger jwksOutOfReach = new AtomicInteger();
    private final MinutelyWarning warning = new MinutelyWarning();

    IdentityMetrics(AuthConfig auth, MeterRegistry registry) {
        ownKey = auth.mode() == AuthConfig.Mode.SERVER;
        unauthenticated = refused(registry, 401);
        forbidden = refused(registry, 403);
        Gauge.builder("facade.jwks.out.of.reach", jwksOutOfReach, AtomicInteger::get)
                .description("1 while the issuer's JWKS cannot be fetched").register(registry);
    }

    private static Counter refused(MeterRegistry registry, int status) {
        return Counter.builder("leadlex.own.key.refused").tag("status", Integer.toString(status))
                .description("Requests that Leadlex answered with 401 or 403 to the service's own key").register(registry);
    }

    /** Leadlex answered with an error. */
    public void answered(int status) {
        if (!ownKey || status != 401 && status != 403) {
            return;
        }
        (status == 401 ? unauthenticated : forbidden).increment();
        if (warning.isDue()) {
            LOG.warnf("Leadlex refuses this service's own key (%d): %s", status, status == 401
                    ? "it is wrong, or no longer valid. Set another LEADLEX_API_KEY."
                    : "it may not read activities. Give it the permission activities:read in Leadlex.");
        }
    }

    @Override
    public void fetched(boolean had) {
        jwksOutOfReach.set(had ? 0 : 1);
    }
}
