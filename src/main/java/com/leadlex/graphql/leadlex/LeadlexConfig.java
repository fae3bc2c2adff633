package com.leadlex.graphql.leadlex;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How Leadlex is called. Connections, TLS and proxies are {@code quarkus.rest-client.leadlex.*}. */
@ConfigMapping(prefix = "leadlex")
public interface LeadlexConfig {

    /** The largest body of an answer of Leadlex, in bytes, decompressed; a larger one is {@code UPSTREAM_INVALID_RESPONSE}. */
    @WithDefault("8388608")
    long maxResponseBytes();

    /** How deep the JSON of Leadlex may be nested; deeper JSON is {@code UPSTREAM_INVALID_RESPONSE}. */
    @WithDefault("1000")
    int maxJsonDepth();

    Timeout timeout();

    Retry retry();

    Circuit circuit();

    SharedCircuit sharedCircuit();

    Concurrency concurrency();

    Hold hold();

    Keys keys();

    /** Time limits, beyond which a look-up is {@code UPSTREAM_TIMEOUT}. */
    interface Timeout {

        /** The time of one attempt, from the request for a connection to the end of the answer. */
        @WithDefault("5S")
        Duration attempt();

        /** The time of all attempts of a look-up together, with the wait for a place. */
        @WithDefault("10S")
        Duration total();
    }

    /** Attempts after the first one, which follow a 5xx, a failed connection, a reset or a time-out. */
    interface Retry {

        /** The number of retries of a look-up; 0 switches retries off. */
        @WithDefault("2")
        int max();

        /** The wait before the first retry; doubled before each further one. */
        @WithDefault("100MS")
        Duration delay();

        /** The random part of a wait, added or subtracted, so that callers do not retry in step. */
        @WithDefault("50MS")
        Duration jitter();

        /** The share of the last ten seconds' look-ups that may be retried, 0 to 1, so that an outage is not amplified. */
        @WithDefault("0.2")
        double budget();

        /** The retries a second that are always allowed, even beyond the share of look-ups. */
        @WithDefault("10")
        int budgetFloor();
    }

    /**
     * The circuit breaker of each key. It counts 5xx, time-outs and connection failures.
     * While the circuit is open, look-ups are answered {@code UPSTREAM_UNAVAILABLE} without a call.
     */
    interface Circuit {

        /** The number of last attempts of which the failure ratio is computed; with fewer attempts, a circuit stays closed. */
        @WithDefault("20")
        int window();

        /** The ratio of failures at which a key's circuit opens, 0 to 1. */
        @WithDefault("0.5")
        double failureRatio();

        /** How long a key's circuit stays open before one look-up is let through as a probe. */
        @WithDefault("5S")
        Duration delay();
    }

    /** The circuit breaker of all keys together, for when Leadlex fails for all. It counts the same as {@link Circuit}. */
    interface SharedCircuit {

        /**
         * The number of last attempts of which the failure ratio is computed; with fewer attempts, the circuit stays closed.
         */
        @WithDefault("100")
        int window();

        /** The ratio of failures at which the circuit of all keys opens, 0 to 1. */
        @WithDefault("0.5")
        double failureRatio();

        /** The number of keys that the failures must come from, so that one key's own trouble does not open the circuit. */
        @WithDefault("3")
        int keys();

        /** How often one look-up is let through as a probe while the circuit is open. */
        @WithDefault("1S")
        Duration probe();
    }

    /**
     * Admission of look-ups. No key has more than a quarter of what all keys have. Half is reserved for keys that Leadlex
     * has answered (200, 304 or 404) since this service last forgot them. A look-up without room is {@code OVERLOADED}.
     */
    interface Concurrency {

        /**
         * The look-ups of one key that may be at Leadlex at a time: at most a quarter of the look-ups of all keys there.
         * The limit of all keys is the smaller of {@code quarkus.rest-client.leadlex.connection-pool-size} and what their share
         * of the heap holds, at 24 KiB for each look-up.
         */
        @WithDefault("128")
        int perKey();

        /** How many look-ups of one key may wait for a place at Leadlex. */
        @WithDefault("8192")
        int queue();

        /**
         * The look-ups of all keys whose operation is not answered yet; one key may have a quarter of them. The first look-up
         * of an operation counts as 4 KiB, each further look-up as 1 KiB. Never more than their share of the heap holds.
         */
        @WithDefault("16384")
        int total();
    }

    /**
     * After a 429 with {@code Retry-After}, a key's look-ups are answered {@code RATE_LIMITED}, without a call,
     * until the time of {@code Retry-After} has passed.
     */
    interface Hold {

        /** The longest hold, even if {@code Retry-After} is longer. */
        @WithDefault("5M")
        Duration max();
    }

    /** The state that is remembered for each key: circuit and hold. */
    interface Keys {

        /** How many keys are remembered; the least used are forgotten. Never more than their share of the heap has room for. */
        @WithDefault("10000")
        long max();

        /** How long an unused key is remembered. */
        @WithDefault("10M")
        Duration idle();
    }
}
