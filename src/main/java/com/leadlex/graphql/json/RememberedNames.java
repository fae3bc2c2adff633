package com.leadlex.graphql.json;

import java.io.IOException;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/**
 * Reads JSON with a factory that keeps the names of one text for the next. Names that were chosen to have one hash fill its
 * table, and a full table fails for texts of others: the factory is replaced, and the text is read again.
 */
public final class RememberedNames {

    private final Supplier<JsonFactory> fresh;
    private volatile JsonFactory json;

    /**
     * Makes a value of a text.
     *
     * @param <E> thrown where that is not possible
     */
    public interface Reading<T, E extends Exception> {
        T read(JsonParser parser) throws IOException, E;
    }

    /** @param fresh makes a factory that has no names yet */
    public RememberedNames(Supplier<JsonFactory> fresh) {
        this.fresh = fresh;
        json = fresh.get();
    }

    /** @param reading may be done twice */
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
