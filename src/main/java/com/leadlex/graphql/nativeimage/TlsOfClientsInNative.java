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
 * How Netty makes the TLS context of a client. Since 4.1.136 it calls a method for it that Quarkus does not know, and in which
 * OpenSSL could be chosen, which is no part of the executable. So this is that method with Java's TLS alone, as Quarkus has it
 * for the methods that it knows. It cannot call Quarkus' one: what an alias stands for is Netty's own method. It goes with
 * the first Quarkus that replaces this method itself, as native-image refuses two replacements of one.
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
            throw new IllegalArgumentException("only OpenSSL asks for OCSP, and it is no part of the executable");
        }
        return (SslContext) (Object) new OfJava(sslContextProvider, trustCert, trustManagerFactory,
                keyCertChain, key, keyPassword, keyManagerFactory, ciphers, cipherFilter, apn, protocols,
                sessionCacheSize, sessionTimeout, secureRandom, keyStoreType, endpointIdentificationAlgorithm,
                new Resumption());
    }

    @TargetClass(className = "io.netty.handler.ssl.JdkSslClientContext")
    static final class OfJava {

        @Alias
        OfJava(Provider sslContextProvider, X509Certificate[] trustCert, TrustManagerFactory trustManagerFactory,
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
