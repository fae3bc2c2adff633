package com.leadlex.graphql.http;

import java.time.Duration;

import org.eclipse.microprofile.config.spi.Converter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** The HTTP side. Ports, TLS and CORS are {@code quarkus.http.*}. */
@ConfigMapping(prefix = "facade.http")
public interface HttpConfig {

    /**
     * The edition of GraphQL over HTTP that the status codes are of: {@code 2025}, the draft that the clients of today expect,
     * or {@code 2026}, the first edition, of September 2026: 294 for data with errors, 422 for what cannot be run, whatever is
     * accepted.
     */
    @WithDefault("2025")
    @WithConverter(Edition.FromYear.class)
    Edition edition();

    /** Whether answers of 4 KiB and more are compressed with gzip for clients that accept it. */
    @WithDefault("true")
    boolean compression();

    /** The largest body of a request, in bytes; more is 413 {@code PAYLOAD_TOO_LARGE}. */
    @WithDefault("262144")
    int maxBody();

    /** How long a body may take to come in; then 408 and the connection is closed. */
    @WithDefault("10S")
    Duration bodyTimeout();

    /** How deep the JSON of a request may be nested; deeper is 400 {@code BAD_REQUEST}. */
    @WithDefault("100")
    int maxJsonDepth();

    /**
     * Whether {@code /q/*}, health and metrics, is for direct callers only, such as probes and Prometheus: a request that a
     * proxy or platform passes on, with {@code X-Forwarded-For} or {@code Forwarded}, is 404 there.
     */
    @WithDefault("false")
    boolean managementDirectOnly();

    /** The editions of GraphQL over HTTP (https://http-spec.graphql.org/) whose status codes can be chosen, by their year. */
    enum Edition {
        /** The draft before the first edition, which the clients of today expect. */
        DRAFT_2025("2025"),
        /** The first edition, of September 2026. */
        SEPTEMBER_2026("2026");

        private final String year;

        Edition(String year) {
            this.year = year;
        }

        /** As it is written in the configuration. */
        @Override
        public String toString() {
            return year;
        }

        /** A name in Java cannot begin with a digit. */
        public static final class FromYear implements Converter<Edition> {

            private static final long serialVersionUID = 1L;

            @Override
            public Edition convert(String value) {
                for (Edition edition : values()) {
                    if (edition.year.equals(value.strip())) {
                        return edition;
                    }
                }
                throw new IllegalArgumentException("'" + value + "' is not an edition; set 2025 or 2026");
            }
        }
    }
}
