package com.leadlex.graphql.nativeimage;

import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/**
 * The key under which a native executable finds a class path resource. It is a record, and GraalVM 25 interprets the method
 * handles behind the {@code equals} of this one, with reflection in each: half a millisecond a look-up, nearly half of the
 * time that this service took to start. This is the {@code equals} that a record has, compiled.
 */
@SuppressWarnings("overrides") // the hashCode is the record's own
@TargetClass(className = ResourceKeyInNative.IsThere.NAME, onlyWith = ResourceKeyInNative.IsThere.class)
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

    /** Another GraalVM may have another key; the executable is right without this class, only slower to start. */
    static final class IsThere implements BooleanSupplier {

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
