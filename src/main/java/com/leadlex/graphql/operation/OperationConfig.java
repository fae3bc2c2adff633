package com.leadlex.graphql.operation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of GraphQL documents and operations. The service checks them before it sends a request to Leadlex. */
@ConfigMapping(prefix = "facade")
public interface OperationConfig {

    /** True to allow introspection by {@code __schema} and {@code __type}. */
    @WithDefault("true")
    boolean introspection();

    Limits limits();

    /**
     * An operation over one of these limits is refused as {@code OPERATION_TOO_COMPLEX}; a fragment counts at each spread.
     * Only {@code cachedCharacters} refuses no operation: it bounds the memory of a cache.
     */
    interface Limits {

        /** Lexical tokens of a document. */
        @WithDefault("15000")
        int tokens();

        /** Levels of nested fields. The introspection query of today's GraphiQL needs 15. */
        @WithDefault("15")
        int depth();

        /** Fields of an operation on all levels. All operations of a document together may have ten times as many. */
        @WithDefault("2000")
        int fields();

        /** {@code activity} fields and federation representations of an operation, duplicates counted. */
        @WithDefault("20")
        int lookups();

        /** Values in the response to an operation with introspection. The introspection query of most tools takes 1200. */
        @WithDefault("20000")
        int introspection();

        /** Aliases of an operation. */
        @WithDefault("50")
        int aliases();

        /** Directives of an operation. */
        @WithDefault("50")
        int directives();

        /**
         * Characters of all cached documents together; documents that are rarely used are evicted.
         * The cache also never exceeds its share of the heap, at 64 bytes for each character.
         */
        @WithDefault("4000000")
        long cachedCharacters();
    }
}
