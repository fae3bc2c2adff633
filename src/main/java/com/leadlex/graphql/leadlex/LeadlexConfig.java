package com.leadlex.graphql.leadlex;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How Leadlex is called. Connections, TLS and proxies are {@code quarkus.rest-client.leadlex.*}. */
@ConfigMapping(prefix = "leadlex")
public interface LeadlexConfig {

    /** The largest body that is read from Leadlex, in bytes, decompressed; more is {@code UPSTREAM_INVALID_RESPONSE}. */
    @WithDefault("8388608")
    long maxResponseBytes();

    /** How deep the JSON of Leadlex may be nested; deeper is {@code UPSTREAM_INVALID_RESPONSE}. */
    @WithDefault("1000")
    int maxJsonDepth();

    Timeout timeout();

    Retry retry();

    Circuit circuit();

    SharedCircuit sharedCircuit();

    Concurrency concurrency();

    Hold hold();

    Keys keys();

    /** Over one of these: {@code UPSTREAM_TIMEOUT}. */
    interface Timeout {

        /** For one attempt, from asking for a connection to the end of the answer. */
        @WithDefault("5S")
        Duration attempt();

        /** For all attempts of a look-up together, waiting for a place included. */
        @WithDefault("10S")
        Duration total();
    }

    /** Attempts after the first one: only for 5xx, no connection, reset and time-out. */
    interface Retry {

        /** How many; 0 switches retries off. */
        @WithDefault("2")
        int max();

        /** Wait before the first retry; doubled before each further one. */
        @WithDefault("100MS")
        Duration delay();

        /** Added to or taken from a wait, at random, so that callers do not retry in step. */
        @WithDefault("50MS")
        Duration jitter();

        /** The share of all look-ups of the last ten seconds that may be retried, 0 to 1: an outage is not amplified. */
        @WithDefault("0.2")
        double budget();

        /** Retries a second that are allowed whatever that share is. */
        @WithDefault("10")
        int budgetFloor();
    }

    /**
     * The circuit breaker of each key. It counts 5xx, time-outs and connection failures; open, it answers {@code
     * UPSTREAM_UNAVAILABLE} without a call.
     */
    interface Circuit {

        /** Over how many attempts the ratio is taken; so many must have been made before it can open. */
        @WithDefault("20")
        int window();

        /** The ratio of failures at which it opens, 0 to 1. */
        @WithDefault("0.5")
        double failureRatio();

        /** How long it stays open before a probe is let through. */
        @WithDefault("5S")
        Duration delay();
    }

    /**
     * The circuit breaker of all keys together, for when Leadlex fails for everybody. It counts what {@link Circuit} counts.
     */
    interface SharedCircuit {

        /** How many of the last attempts it looks at; so many must have been made before it can open. */
        @WithDefault("100")
        int window();

        /** The ratio of failures at which it opens, 0 to 1. */
        @WithDefault("0.5")
        double failureRatio();

        /** From how many keys the failures must come, so that no key's own trouble opens it. */
        @WithDefault("3")
        int keys();

        /** How often one look-up is let through while it is open. */
        @WithDefault("1S")
        Duration probe();
    }

    /**
     * Admission. No key has more than a quarter of what all have, and half is reserved for keys that Leadlex has answered (200,
     * 304 or 404) since they were last forgotten. A look-up that finds no room is {@code OVERLOADED}.
     */
    interface Concurrency {

        /**
         * Look-ups of one key at Leadlex at a time. Never more than a quarter of all places there: these are as many as
         * {@code quarkus.rest-client.leadlex.connection-pool-size} has connections, and as their share of the heap holds at
         * 24 KiB each.
         */
        @WithDefault("128")
        int perKey();

        /** Look-ups of one key that wait for a place at Leadlex. */
        @WithDefault("8192")
        int queue();

        /**
         * Look-ups of all keys until their operation is answered, each counted as 4 KiB; a further one of an operation as 1
         * KiB. Never more than their share of the heap holds; a quarter is for one key.
         */
        @WithDefault("16384")
        int total();
    }

    /**
     * After a 429 with {@code Retry-After} a key's look-ups are answered {@code RATE_LIMITED} without a call until it has
     * passed.
     */
    interface Hold {

        /** The longest hold, however long {@code Retry-After} is. */
        @WithDefault("5M")
        Duration max();
    }

    /** What is remembered by key: circuit, bulkhead, hold. */
    interface Keys {

        /** How many keys; the least used are forgotten. Never more than their share of the heap holds, at 4 KiB a key. */
        @WithDefault("10000")
        long max();

        /** When an unused key is forgotten. */
        @WithDefault("10M")
        Duration idle();
    }
}
