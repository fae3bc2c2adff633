package com.leadlex.graphql.leadlex;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Leadlex by https, with a certificate that was made for the occasion. */
public class Http2LeadlexProfile extends RawLeadlexProfile {

    public static final String PASSWORD = "password";
    static final int MAX_BYTES = 2 << 20;

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("quarkus.rest-client.leadlex.url", "https://localhost:" + System.getProperty(PORT) + "/base");
        overrides.put("leadlex.max-response-bytes", String.valueOf(MAX_BYTES));
        overrides.put("leadlex.timeout.attempt", "5S");
        overrides.put("leadlex.timeout.total", "10S");
        overrides.put("quarkus.rest-client.leadlex.trust-store", store().toString());
        overrides.put("quarkus.rest-client.leadlex.trust-store-password", PASSWORD);
        overrides.put("quarkus.rest-client.leadlex.trust-store-type", "PKCS12");
        return overrides;
    }

    /** A key and its certificate, by the JDK's keytool. */
    public static Path store() {
        Path store = Path.of("target", "http2-leadlex.p12").toAbsolutePath();
        try {
            if (!Files.exists(store)) {
                Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair", "-alias", "leadlex", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
                        "SAN=dns:localhost", "-validity", "30", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore",
                        store.toString()).inheritIO().start();
                if (keytool.waitFor() != 0) {
                    throw new IllegalStateException("keytool failed");
                }
            }
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
