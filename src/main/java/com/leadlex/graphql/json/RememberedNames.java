package com.leadlex.graphql.json;

import java.io.IOException;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/**
 * Reads JSON with a factory that caches field names between texts. An attacker can fill its hash table with colliding names,
 * and a full table fails for other callers: then the factory is replaced, and the text is read again.
 */
public final class RememberedNames {

    private final Supplier<JsonFactory> fresh;
    private volatile JsonFactory json;

    /**
     * Reads a value from a JSON text.
     *
     * @param <E> thrown when the text has no such value
     */
    public interface Reading<T, E extends Exception> {
        T read(JsonParser parser) throws IOException, E;
    }

    /** @param fresh makes a factory without cached names */
    public RememberedNames(Supplier<JsonFactory> fresh) {
        this.fresh = fresh;
        json = fresh.get();
    }

    /** @param reading must be repeatable */
    public <T, E extends Exception> T read(byte[] text, Reading<T, E> reading) throws IOException, E {
        try {
            return read(json, text, reading);
        } catch (StreamConstraintsException tooMuch) {
            json = fresh.get();
            throw tooMuch;
        } catch (IndexOutOfBoundsException | IllegalStateException full) {
            JsonFactory another = fresh.get();
            json = another;
            return read(another, text, reading);
        }
    }

    private static <T, E extends Exception> T read(JsonFactory json, byte[] text, Reading<T, E> reading)
            throws IOException, E {
        try (JsonParser parser = json.createParser(text)) {
            return reading.read(parser);
        }
    }
}
