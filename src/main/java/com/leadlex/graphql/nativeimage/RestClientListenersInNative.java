package com.leadlex.graphql.nativeimage;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What listens to the making of a REST client is found by name, through a service file that the executable is told to keep.
 * Each name in such a file, whosever it is, has to be there, or the client cannot be made.
 */
@RegisterForReflection(classNames = {
        "com.leadlex.graphql.leadlex.connection.ResponseGuard",
        "io.quarkus.micrometer.runtime.binder.vertx.RestClientBuilderMetricsListener" })
final class RestClientListenersInNative {

    private RestClientListenersInNative() {
    }
}
