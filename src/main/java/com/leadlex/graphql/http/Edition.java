package com.leadlex.graphql.http;

import org.eclipse.microprofile.config.spi.Converter;

/** The editions of GraphQL over HTTP (https://http-spec.graphql.org/) whose status codes can be chosen, by their year. */
public enum Edition {
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
