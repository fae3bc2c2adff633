package com.leadlex.graphql.json;

import java.io.IOException;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/**
 * Reads JSON whose names Jackson remembers from one text to the next. Names that were chosen to have one hash fill its table,
 * and a full one then fails over texts of others: it is dropped, and what it failed over is read anew.
 */
public final class RememberedNames {

    private final Supplier<JsonFactory> fresh;
    private volatile JsonFactory json;

    /**
     * What is made of a text.
     *
     * @param <T> what it becomes
     * @param <E> why it cannot be that
     */
    public interface Reading<T, E extends Exception> {
        T read(JsonParser parser) throws IOException, E;
    }

    /** @param fresh makes a factory that remembers nothing yet */
    public RememberedNames(Supplier<JsonFactory> fresh) {
        this.fresh = fresh;
        json = fresh.get();
    }

    /** @param reading may be done twice */
    public <T, E extends Exception> T read(byte[] text, int start, Reading<T, E> reading)
            throws IOException, E {
        try {
            return read(json, text, start, reading);
        } catch (StreamConstraintsException tooMuch) {
            json = fresh.get();
            throw tooMuch;
        } catch (IndexOutOfBoundsException | IllegalStateException full) {
            JsonFactory another = fresh.get();
            json = another;
            return read(another, text, start, reading);
        }
    }

    private static <T, E extends Exception> T read(JsonFactory json, byte[] text, int start,
            Reading<T, E> reading)
            throws IOException, E {
        try (JsonParser parser = json.createParser(text, start, text.length - start)) {
            return reading.read(parser);
        }
    }
}
