package com.leadlex.graphql;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;

/** A Leadlex behind TLS, whose certificate no public CA has signed; the stores that a client needs are made by keytool. */
final class TlsLeadlex implements AutoCloseable {

    static final String PASSWORD = "changeit";

    private final Path folder;
    private final HttpsServer server;

    /**
     * @param folder which keeps the stores for the next one
     * @param asksForCertificate whether it answers only those whose certificate is in client.p12
     */
    TlsLeadlex(Path folder, boolean asksForCertificate) throws Exception {
        this.folder = folder;
        if (!Files.exists(folder.resolve("clients.p12"))) {
            pair("server.p12", "-ext", "san=dns:localhost,dns:leadlex.test");
            pair("client.p12");
            trust("server.p12", "trust.p12");
            trust("client.p12", "clients.p12");
        }
        SSLContext tls = SSLContext.getInstance("TLS");
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(load("server.p12"), PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(load("clients.p12"));
        tls.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {

            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ours = getSSLContext().getDefaultSSLParameters();
                ours.setNeedClientAuth(asksForCertificate);
                parameters.setSSLParameters(ours);
            }
        });
        server.createContext("/", exchange -> {
            byte[] body = "{\"data\":{\"activity\":{\"id\":\"act_1\",\"type\":\"call\"}}}".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Has the server's certificate, as a CA of one's own. */
    Path trustStore() {
        return folder.resolve("trust.p12");
    }

    Path keyStore() {
        return folder.resolve("client.p12");
    }

    private void pair(String store, String... more) throws Exception {
        keytool(store, List.of("-genkeypair", "-alias", "pair", "-keyalg", "RSA", "-dname", "CN=leadlex"), more);
    }

    private void trust(String from, String to) throws Exception {
        Path certificate = folder.resolve(from + ".cer");
        keytool(from, List.of("-exportcert", "-alias", "pair", "-file", certificate.toString()));
        keytool(to, List.of("-importcert", "-noprompt", "-alias", "trusted", "-file", certificate.toString()));
    }

    private void keytool(String store, List<String> arguments, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(arguments);
        command.addAll(List.of("-keystore", folder.resolve(store).toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(output);
        }
    }

    private KeyStore load(String store) throws Exception {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(store))) {
            loaded.load(in, PASSWORD.toCharArray());
        }
        return loaded;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
