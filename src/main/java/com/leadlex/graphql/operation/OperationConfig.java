package com.leadlex.graphql.operation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a GraphQL document may ask for. Everything over a limit is refused before anything is sent to Leadlex. */
@ConfigMapping(prefix = "facade")
public interface OperationConfig {

    /** Whether {@code __schema} and {@code __type} are answered. */
    @WithDefault("true")
    boolean introspection();

    Limits limits();

    /**
     * An operation over one of these is {@code OPERATION_TOO_COMPLEX}; fragments count each time they are spread. Not so
     * {@code cachedCharacters}: no operation is refused for it, it bounds our memory.
     */
    interface Limits {

        /** Lexical tokens of a document. */
        @WithDefault("15000")
        int tokens();

        /** Levels of nested fields. The introspection query of today's GraphiQL needs 15. */
        @WithDefault("15")
        int depth();

        /** Fields of an operation, whatever their level. All operations of a document may have ten times as many. */
        @WithDefault("2000")
        int fields();

        /** {@code activity} fields and federation representations of an operation, duplicates counted. */
        @WithDefault("20")
        int lookups();

        /**
         * Values that the answer of an operation with introspection may have. Of the query that most tools send, it has 1200.
         */
        @WithDefault("20000")
        int introspection();

        /** Aliases of an operation. */
        @WithDefault("50")
        int aliases();

        /** Directives of an operation. */
        @WithDefault("50")
        int directives();

        /**
         * Characters of all parsed documents that are kept for reuse; the least used are dropped. Never more than
         * their share of the heap holds, at 64 bytes a character.
         */
        @WithDefault("4000000")
        long cachedCharacters();
    }
}
