package com.leadlex.graphql.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/** Whether a store of certificates on the way to Leadlex can be opened: what cannot be would fail every request. */
final class StoreCheck {

    private StoreCheck() {
    }

    /**
     * @param name {@code quarkus.rest-client.leadlex.trust-store} or {@code key-store}
     * @return null when it is not set, or can be opened
     */
    static @Nullable String mistake(String name, UnaryOperator<String> value) {
        String file = value.apply(name);
        String password = value.apply(name + "-password");
        String type = value.apply(name + "-type");
        if (file == null || file.startsWith("classpath:") || file.equals("none")) {
            return null;
        }
        Path path = Path.of(file.replaceFirst("^file:", ""));
        if (!Files.isReadable(path)) {
            return name + " must be a file that is there and can be read.";
        }
        if (password == null) {
            return name + "-password must be set, to open " + name + ".";
        }
        try (InputStream in = Files.newInputStream(path)) {
            KeyStore store = KeyStore.getInstance(type == null ? "JKS" : type);
            store.load(in, password.toCharArray());
            return store.size() > 0 ? null : name + " has nothing in it.";
        } catch (IOException | GeneralSecurityException e) {
            return name + " cannot be opened: see that " + name + "-type (JKS unless it is set, or PKCS12) and " + name
                    + "-password are right.";
        }
    }
}
