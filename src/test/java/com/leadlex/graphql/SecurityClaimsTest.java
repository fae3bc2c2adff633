package com.leadlex.graphql;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** What SECURITY.md calls out of reach is out of reach. */
class SecurityClaimsTest {

    @Test
    void theSchemaHasNoBigInteger() throws IOException {
        assertFalse(Files.readString(Path.of("graphql/schema.graphql")).contains("BigInteger"));
    }

    @Test
    void keysOfAwsLoadBalancersAreNotResolved() throws IOException {
        assertEquals(List.of(), settings("mp.jwt.token.header", "mp.jwt.verify.publickey", "smallrye.jwt"));
    }

    @Test
    void noPathPolicyDecidesWhoMayCall() throws IOException {
        assertEquals(List.of(), settings("quarkus.http.auth.permission", "quarkus.http.auth.policy"));
    }

    /** The keys of application.properties that begin with one of these, in any profile. */
    private static List<String> settings(String... prefixes) throws IOException {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            properties.load(file);
        }
        return properties.stringPropertyNames().stream()
                .filter(key -> List.of(prefixes).stream().anyMatch(key.replaceFirst("^%[^.]+\\.", "")::startsWith)).toList();
    }
}
