package com.leadlex.graphql.nativeimage;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.oracle.svm.core.annotate.Substitute;

import io.netty.handler.ssl.SslContext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** What a native build would tell after minutes, or only by a class of OpenSSL that is not there. */
class TlsOfClientsInNativeTest {

    private static final String QUARKUS = "io.quarkus.netty.runtime.graal.Target_io_netty_handler_ssl_SslContext";

    @Test
    void eachMethodOfNettyThatCouldChooseOpenSslIsReplacedOnce() throws ClassNotFoundException {
        List<String> replaced = Stream.of(Class.forName(QUARKUS), TlsOfClientsInNative.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Substitute.class)).map(TlsOfClientsInNativeTest::signature)
                .sorted().toList();

        assertFalse(replaced.isEmpty());
        assertEquals(Arrays.stream(SslContext.class.getDeclaredMethods()).filter(TlsOfClientsInNativeTest::choosesOpenSsl)
                .map(TlsOfClientsInNativeTest::signature).sorted().toList(), replaced);
    }

    private static boolean choosesOpenSsl(Method method) {
        return method.getName().endsWith("ContextInternal");
    }

    private static String signature(Method method) {
        return method.getReturnType() + " " + method.getName() + Arrays.toString(method.getParameterTypes());
    }
}
