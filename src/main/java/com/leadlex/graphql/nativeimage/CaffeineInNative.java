package com.leadlex.graphql.nativeimage;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The classes that Caffeine looks up by a name made of a cache's settings; a native executable has only those that it
 * is told of, and without them it does not start. A cache built with other settings needs its pair here: the cache (S
 * strong keys, S strong values, L listener, MS or MW maximum size or weight, A expiry after access) and its node (P,
 * S, then the same letters, A first).
 */
@RegisterForReflection(classNames = {
        // by key, with a listener: size and expiry after access
        "com.github.benmanes.caffeine.cache.SSLMSA", "com.github.benmanes.caffeine.cache.PSAMS",
        // holds of other replicas, verified tokens, owners of cached activities: size
        "com.github.benmanes.caffeine.cache.SSMS", "com.github.benmanes.caffeine.cache.PSMS",
        // documents, activities: weight
        "com.github.benmanes.caffeine.cache.SSMW", "com.github.benmanes.caffeine.cache.PSMW" })
final class CaffeineInNative {

    private CaffeineInNative() {
    }
}
