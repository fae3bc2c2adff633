package com.leadlex.graphql.nativeimage;

import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/**
 * Replaces {@code equals} of the key by which a native executable finds a class path resource.
 * The key is a record whose {@code equals} GraalVM 25 interprets, by method handles and reflection.
 * That took half a millisecond a look-up, nearly half of this service's start. The replacement does the same, compiled.
 */
@SuppressWarnings("overrides") // the hashCode is the record's own
@TargetClass(className = ResourceKeyInNative.ResourceKeyExists.NAME, onlyWith = ResourceKeyInNative.ResourceKeyExists.class)
final class ResourceKeyInNative {

    @Alias
    @SuppressWarnings("NullAway.Init")
    private Module module;

    @Alias
    @SuppressWarnings("NullAway.Init")
    private String resource;

    @Substitute
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResourceKeyInNative key && module == key.module && resource.equals(key.resource);
    }

    /** False where GraalVM has another key: without this class the executable only starts more slowly. */
    static final class ResourceKeyExists implements BooleanSupplier {

        static final String NAME = "com.oracle.svm.core.jdk.Resources$ModuleInstanceResourceKey";

        @Override
        public boolean getAsBoolean() {
            try {
                Class<?> key = Class.forName(NAME, false, ClassLoader.getSystemClassLoader());
                key.getDeclaredField("module");
                key.getDeclaredField("resource");
                return true;
            } catch (ReflectiveOperationException e) {
                return false;
            }
        }
    }
}
