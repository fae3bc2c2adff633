package com.leadlex.graphql.nativeimage;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import graphql.i18n.I18n;
import io.quarkus.runtime.annotations.RegisterResourceBundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

class MessagesInNativeTest {

    @Test
    void eachBundleOfGraphQLJavaIsInTheExecutable() {
        Set<String> registered = Arrays.stream(MessagesInNative.class.getAnnotationsByType(RegisterResourceBundle.class))
                .map(RegisterResourceBundle::bundleName).collect(Collectors.toSet());
        assertEquals(
                Arrays.stream(I18n.BundleType.values()).map(type -> "i18n." + type.name()).collect(Collectors.toSet()),
                registered);
    }
}
