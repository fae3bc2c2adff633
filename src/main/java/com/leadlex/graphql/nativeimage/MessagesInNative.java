package com.leadlex.graphql.nativeimage;

import io.quarkus.runtime.annotations.RegisterResourceBundle;

/**
 * The texts that graphql-java looks up when it refuses something. A native executable has only the bundles that it is told
 * of, and without one of them a refused value becomes a bug of ours. Quarkus reads one annotation of a class and passes over
 * a repeated one, hence a class for each bundle.
 */
final class MessagesInNative {

    private MessagesInNative() {
    }

    @RegisterResourceBundle(bundleName = "i18n.Execution")
    static final class Execution {
    }

    @RegisterResourceBundle(bundleName = "i18n.General")
    static final class General {
    }

    @RegisterResourceBundle(bundleName = "i18n.Parsing")
    static final class Parsing {
    }

    @RegisterResourceBundle(bundleName = "i18n.Scalars")
    static final class Scalars {
    }

    @RegisterResourceBundle(bundleName = "i18n.Validation")
    static final class Validation {
    }
}
