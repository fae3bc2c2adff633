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
        // The annotation itself, not its container, which Quarkus does not read.
        Set<String> registered = Arrays.stream(MessagesInNative.class.getDeclaredClasses())
                .map(each -> each.getAnnotation(RegisterResourceBundle.class).bundleName()).collect(Collectors.toSet());
        assertEquals(
                Arrays.stream(I18n.BundleType.values()).map(type -> "i18n." + type.name()).collect(Collectors.toSet()),
                registered);
    }
}
