package com.leadlex.graphql.http;

import java.time.Duration;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.spi.Converter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** The HTTP side. Ports, TLS and CORS are {@code quarkus.http.*}. */
@ConfigMapping(prefix = "facade.http")
public interface HttpConfig {

    /**
     * The edition of GraphQL over HTTP that decides status codes: {@code 2025}, the draft that today's clients expect, or
     * {@code 2026}, the first edition, of September 2026: 294 for data with errors, 422 for a request that cannot be run, for
     * every {@code Accept}.
     */
    @WithDefault("2025")
    @WithConverter(Edition.FromYear.class)
    Edition edition();

    /** Compresses answers of 4 KiB and more with gzip for clients that accept it. */
    @WithDefault("true")
    boolean compression();

    /** The largest body of a request, in bytes; a larger one is 413 {@code PAYLOAD_TOO_LARGE}. */
    @WithDefault("262144")
    int maxBody();

    /** How long a request's body may take to arrive; then the answer is 408 and the connection is closed. */
    @WithDefault("10S")
    Duration bodyTimeout();

    /** How deep the JSON of a request may be nested; deeper JSON is 400 {@code BAD_REQUEST}. */
    @WithDefault("100")
    int maxJsonDepth();

    /**
     * Serves {@code /q/*}, health and metrics, to direct callers only, such as probes and Prometheus: a request there that a
     * proxy or platform passes on, with {@code X-Forwarded-For} or {@code Forwarded}, is 404.
     */
    @WithDefault("false")
    boolean managementDirectOnly();

    /** The editions of GraphQL over HTTP (https://http-spec.graphql.org/) whose status codes can be chosen, by their year. */
    enum Edition {
        /** The draft before the first edition, which the clients of today expect. */
        DRAFT_2025,
        /** The first edition, of September 2026. */
        SEPTEMBER_2026;

        /** As it is written in the configuration: its year. */
        @Override
        public String toString() {
            return name().substring(name().length() - 4);
        }

        /** A name in Java cannot begin with a digit. */
        public static final class FromYear implements Converter<Edition> {

            private static final long serialVersionUID = 1L;

            @Override
            public Edition convert(String year) {
                return Stream.of(values()).filter(edition -> edition.toString().equals(year.strip())).findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("'" + year + "' is not an edition; set 2025 or 2026"));
            }
        }
    }
}
