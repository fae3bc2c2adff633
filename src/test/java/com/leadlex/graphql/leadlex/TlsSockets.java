package com.leadlex.graphql.leadlex;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.SecureRandom;

import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** Makes sockets of a {@link RawLeadlex} that is called by https, with the certificate of {@link Http2LeadlexProfile}. */
public final class TlsSockets extends ServerSocketFactory {

    private final SSLContext tls;
    private final String version;
    private final boolean asksForCertificate;
    private final String[] protocols;

    private TlsSockets(SSLContext tls, String version, boolean asksForCertificate, String... protocols) {
        this.tls = tls;
        this.version = version;
        this.asksForCertificate = asksForCertificate;
        this.protocols = protocols;
    }

    /**
     * @param version of TLS, as Java names it
     * @param protocols that the server speaks, by their names in ALPN
     */
    public static TlsSockets of(String version, boolean asksForCertificate, String... protocols) throws Exception {
        char[] password = Http2LeadlexProfile.PASSWORD.toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Http2LeadlexProfile.store())) {
            keys.load(in, password);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
        own.init(keys, password);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(keys);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), trusted.getTrustManagers(), new SecureRandom());
        return new TlsSockets(tls, version, asksForCertificate, protocols);
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        SSLServerSocket socket = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket();
        socket.setEnabledProtocols(new String[] { version });
        socket.setNeedClientAuth(asksForCertificate);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
        throw new UnsupportedOperationException();
    }
}
