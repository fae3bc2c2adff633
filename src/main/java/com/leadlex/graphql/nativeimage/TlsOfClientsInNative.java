package com.leadlex.graphql.nativeimage;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Map;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.CipherSuiteFilter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextOption;
import io.netty.handler.ssl.SslProvider;

/**
 * Replaces the method by which Netty, since 4.1.136, makes the TLS context of a client. Netty's method could choose OpenSSL,
 * which the executable does not have, and Quarkus replaces only older methods. This replacement uses Java's TLS alone.
 * A replacement cannot call one of Quarkus' replacements, since an alias stands for Netty's own method.
 * Must be deleted with the first Quarkus that replaces this method: native-image refuses two replacements of one method.
 */
@TargetClass(SslContext.class)
final class TlsOfClientsInNative {

    @Substitute
    static SslContext newClientContextInternal(SslProvider provider, Provider sslContextProvider,
            X509Certificate[] trustCert, TrustManagerFactory trustManagerFactory,
            X509Certificate[] keyCertChain, PrivateKey key, String keyPassword, KeyManagerFactory keyManagerFactory,
            Iterable<String> ciphers, CipherSuiteFilter cipherFilter, ApplicationProtocolConfig apn, String[] protocols,
            long sessionCacheSize, long sessionTimeout, boolean startTls, boolean enableOcsp,
            SecureRandom secureRandom, String keyStoreType, String endpointIdentificationAlgorithm,
            Map.Entry<SslContextOption<?>, Object>[] options) throws SSLException {
        if (enableOcsp) {
            throw new IllegalArgumentException("OCSP needs OpenSSL, which the executable does not have");
        }
        return (SslContext) (Object) new JavaTlsContext(sslContextProvider, trustCert, trustManagerFactory,
                keyCertChain, key, keyPassword, keyManagerFactory, ciphers, cipherFilter, apn, protocols,
                sessionCacheSize, sessionTimeout, secureRandom, keyStoreType, endpointIdentificationAlgorithm,
                new Resumption());
    }

    @TargetClass(className = "io.netty.handler.ssl.JdkSslClientContext")
    static final class JavaTlsContext {

        @Alias
        JavaTlsContext(Provider sslContextProvider, X509Certificate[] trustCert, TrustManagerFactory trustManagerFactory,
                X509Certificate[] keyCertChain, PrivateKey key, String keyPassword, KeyManagerFactory keyManagerFactory,
                Iterable<String> ciphers, CipherSuiteFilter cipherFilter, ApplicationProtocolConfig apn, String[] protocols,
                long sessionCacheSize, long sessionTimeout, SecureRandom secureRandom, String keyStoreType,
                String endpointIdentificationAlgorithm, Resumption resumption) throws SSLException {
        }
    }

    @TargetClass(className = "io.netty.handler.ssl.ResumptionController")
    static final class Resumption {

        @Alias
        Resumption() {
        }
    }
}
