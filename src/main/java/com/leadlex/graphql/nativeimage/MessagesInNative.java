package com.leadlex.graphql.nativeimage;

import io.quarkus.runtime.annotations.RegisterResourceBundle;

/**
 * The texts that graphql-java looks up when it refuses something. A native executable has only the bundles that it is told
 * of, and without one of them a refused value becomes a bug of ours.
 */
@RegisterResourceBundle(bundleName = "i18n.Execution")
@RegisterResourceBundle(bundleName = "i18n.General")
@RegisterResourceBundle(bundleName = "i18n.Parsing")
@RegisterResourceBundle(bundleName = "i18n.Scalars")
@RegisterResourceBundle(bundleName = "i18n.Validation")
final class MessagesInNative {

    private MessagesInNative() {
    }
}
