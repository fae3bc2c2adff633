package com.leadlex.graphql.nativeimage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.microprofile.rest.client.spi.RestClientBuilderListener;
import org.junit.jupiter.api.Test;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import graphql.i18n.I18n;
import io.quarkus.caffeine.runtime.graal.CacheConstructorsFeature;
import io.vertx.core.json.JsonObject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A native executable has the classes and texts that are looked up by name only where {@code reachability-metadata.json} lists
 * them. An update of a library that looks others up shows here and not in production.
 */
class NativeImageMetadataTest {

    private static final JsonObject METADATA = metadata();

    private static JsonObject metadata() {
        try {
            return new JsonObject(Files.readString(Path.of(
                    "src/main/resources/META-INF/native-image/com.leadlex/leadlex-graphql/reachability-metadata.json")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> listed(String list, String member) {
        return METADATA.getJsonArray(list).stream().map(row -> ((JsonObject) row).getString(member))
                .collect(Collectors.toSet());
    }

    /**
     * A cache and its node are named after the cache's settings: S strong keys, S strong values, L listener, MS or MW maximum
     * size or weight, A expiry after access; P, S, then the same letters, A first. Quarkus registers those without A or L.
     */
    @Test
    void theClassesOfEachCacheAreRegistered() throws ReflectiveOperationException {
        Set<String> registered = new HashSet<>(listed("reflection", "type"));
        registered.addAll(Arrays.asList(CacheConstructorsFeature.typesNeedingConstructorsRegistered()));
        for (Cache<Object, Object> cache : List.of(Caffeine.newBuilder().maximumSize(1).build(),
                Caffeine.newBuilder().maximumWeight(1).weigher((key, value) -> 1).build(),
                Caffeine.newBuilder().maximumSize(1).expireAfterAccess(Duration.ofHours(1))
                        .removalListener((key, value, why) -> {
                        }).build())) {
            Object bounded = cache.asMap();
            assertTrue(registered.contains(bounded.getClass().getName()), bounded.getClass()::getName);
            String node = node(bounded).getClass().getName();
            assertTrue(registered.contains(node), node);
        }
    }

    private static Object node(Object bounded) throws ReflectiveOperationException {
        Class<?> type = bounded.getClass();
        while (!type.getSimpleName().equals("BoundedLocalCache")) {
            type = type.getSuperclass();
        }
        var field = type.getDeclaredField("nodeFactory");
        field.setAccessible(true);
        return field.get(bounded);
    }

    @Test
    void whatIsRegisteredIsThere() throws ClassNotFoundException {
        for (String name : listed("reflection", "type")) {
            Class.forName(name);
        }
    }

    @Test
    void theTextsOfGraphQLJavaAreThere() {
        assertEquals(Arrays.stream(I18n.BundleType.values()).map(type -> "i18n." + type.name()).collect(Collectors.toSet()),
                listed("resources", "bundle"));
    }

    @Test
    void eachListenerThatAServiceFileNamesIsRegistered() {
        Set<String> registered = listed("reflection", "type");
        ServiceLoader.load(RestClientBuilderListener.class).stream().map(it -> it.type().getName())
                .forEach(name -> assertTrue(registered.contains(name), name));
    }
}
