package com.leadlex.graphql.nativeimage;

import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.microprofile.rest.client.spi.RestClientBuilderListener;
import org.junit.jupiter.api.Test;

import io.quarkus.runtime.annotations.RegisterForReflection;

import static org.junit.jupiter.api.Assertions.assertEquals;

class RestClientListenersInNativeTest {

    @Test
    void eachListenerThatAServiceFileNamesIsRegistered() {
        Set<String> named = ServiceLoader.load(RestClientBuilderListener.class).stream().map(it -> it.type().getName())
                .collect(Collectors.toSet());
        assertEquals(named, Set.of(RestClientListenersInNative.class.getAnnotation(RegisterForReflection.class).classNames()));
    }
}
