package com.leadlex.graphql.json;

import java.io.IOException;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/**
 * Reads JSON with a factory that caches field names between texts. An attacker can fill the factory's hash table with colliding
 * names; reading fails with a full table, for every caller. Then the factory is replaced, and the text is read again.
 */
public final class RememberedNames {

    private final Supplier<JsonFactory> newFactory;
    private volatile JsonFactory currentFactory;

    /**
     * Reads a value from a JSON text.
     *
     * @param <E> thrown when the text has no such value
     */
    public interface Reading<T, E extends Exception> {
        T read(JsonParser parser) throws IOException, E;
    }

    /** @param newFactory makes a factory without cached names */
    public RememberedNames(Supplier<JsonFactory> newFactory) {
        this.newFactory = newFactory;
        currentFactory = newFactory.get();
    }

    /** @param jsonReading may be called a second time, with another parser of the same text */
    public <T, E extends Exception> T read(byte[] jsonBytes, Reading<T, E> jsonReading) throws IOException, E {
        try {
            return read(currentFactory, jsonBytes, jsonReading);
        } catch (StreamConstraintsException exceededLimit) {
            currentFactory = newFactory.get();
            throw exceededLimit;
        } catch (IndexOutOfBoundsException | IllegalStateException fullTable) {
            JsonFactory replacementFactory = newFactory.get();
            currentFactory = replacementFactory;
            return read(replacementFactory, jsonBytes, jsonReading);
        }
    }

    private static <T, E extends Exception> T read(JsonFactory currentFactory, byte[] jsonBytes, Reading<T, E> jsonReading)
            throws IOException, E {
        try (JsonParser parser = currentFactory.createParser(jsonBytes)) {
            return jsonReading.read(parser);
        }
    }
}
