package com.leadlex.graphql.nativeimage;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.quarkus.runtime.annotations.RegisterForReflection;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** The names follow from Caffeine's version: an update that renames its classes shows here and not in production. */
class CaffeineInNativeTest {

    private static final List<String> REGISTERED = Arrays
            .asList(CaffeineInNative.class.getAnnotation(RegisterForReflection.class).classNames());

    @Test
    void theRegisteredClassesAreTheOnesThatCaffeineUses() throws ReflectiveOperationException {
        isRegistered(Caffeine.newBuilder().maximumSize(1).expireAfterAccess(Duration.ofHours(1))
                .removalListener((key, value, cause) -> {
                }).build());
        isRegistered(Caffeine.newBuilder().maximumSize(1).build());
        isRegistered(Caffeine.newBuilder().maximumWeight(1).weigher((key, value) -> 1).build());
        for (String name : REGISTERED) {
            Class.forName(name);
        }
    }

    private static void isRegistered(Cache<Object, Object> cache) throws ReflectiveOperationException {
        Object bounded = cache.asMap();
        assertTrue(REGISTERED.contains(bounded.getClass().getName()), bounded.getClass()::getName);
        var nodeFactory = bounded.getClass().getSuperclass();
        while (!nodeFactory.getSimpleName().equals("BoundedLocalCache")) {
            nodeFactory = nodeFactory.getSuperclass();
        }
        var field = nodeFactory.getDeclaredField("nodeFactory");
        field.setAccessible(true);
        String node = field.get(bounded).getClass().getName();
        assertTrue(REGISTERED.contains(node), node);
    }
}
