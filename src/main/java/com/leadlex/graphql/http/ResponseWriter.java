package com.leadlex.graphql.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;
import com.leadlex.graphql.operation.GraphQLResponse;
import com.leadlex.graphql.operation.JsonValues;

import graphql.GraphQLError;
import graphql.language.SourceLocation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;

/** Writes a response as JSON, directly into the buffer that is sent: errors first, as the specification recommends. */
public final class ResponseWriter {

    private static final JsonFactory JSON_FACTORY = new JsonFactory();
    /** The limit of all errors together: with the error that counts those left out, they take less than 64 KiB. */
    private static final int MAX_ERRORS_BYTES = 56 * 1024;
    private static final SerializedString ERRORS_NAME = new SerializedString("errors");
    private static final SerializedString DATA_NAME = new SerializedString("data");

    private ResponseWriter() {
    }

    /**
     * @param data null for a response without {@code data}, which differs from one whose {@code data} is null
     * @param staleSeconds the age of the oldest stale activity in the response; null without one
     */
    public static Buffer write(List<GraphQLError> errors, GraphQLResponse.@Nullable Data data, @Nullable Long staleSeconds,
            String requestId) {
        BufferOutput output = new BufferOutput();
        try (JsonGenerator json = JSON_FACTORY.createGenerator(output)) {
            json.writeStartObject();
            if (!errors.isEmpty()) {
                json.writeFieldName(ERRORS_NAME);
                json.writeStartArray();
                for (int errorIndex = 0; errorIndex < errors.size(); errorIndex++) {
                    if (output.writtenBytes() + json.getOutputBuffered() > MAX_ERRORS_BYTES) {
                        writeError(errorOfLeftOut(errors.size() - errorIndex, errors.get(errorIndex)), requestId, json);
                        break;
                    }
                    writeError(errors.get(errorIndex), requestId, json);
                }
                json.writeEndArray();
            }
            if (data != null) {
                json.writeFieldName(DATA_NAME);
                data.write(json);
            }
            if (staleSeconds != null) {
                writeStale(staleSeconds, json);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a buffer in memory does not fail
        }
        return output.buffer();
    }

    private static GraphQLError errorOfLeftOut(int leftOutCount, GraphQLError firstLeftOutError) {
        return GraphQLErrors.of(Failure.ofRequest(ErrorCode.of(firstLeftOutError), leftOutCount
                + " more errors are left out: together they are too long."), List.of());
    }

    private static void writeStale(long ageSeconds, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("extensions");
        json.writeObjectFieldStart("leadlex");
        json.writeBooleanField("stale", true);
        json.writeNumberField("ageSeconds", ageSeconds);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeError(GraphQLError error, String requestId, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("message", error.getMessage());
        if (error.getLocations() != null && !error.getLocations().isEmpty()) {
            json.writeArrayFieldStart("locations");
            for (SourceLocation location : error.getLocations()) {
                json.writeStartObject();
                json.writeNumberField("line", location.getLine());
                json.writeNumberField("column", location.getColumn());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (error.getPath() != null) {
            json.writeFieldName("path");
            JsonValues.write(error.getPath(), json);
        }
        json.writeObjectFieldStart("extensions");
        for (Map.Entry<String, Object> extension : error.getExtensions().entrySet()) {
            json.writeFieldName(extension.getKey());
            JsonValues.write(extension.getValue(), json);
        }
        json.writeStringField("requestId", requestId);
        json.writeEndObject();
        json.writeEndObject();
    }

    /**
     * A stream into buffers: the first starts with the size of the first write and grows to 8 KiB, later buffers have 32 KiB.
     * A single buffer that doubled would be copied each time, and would take four times the memory of the answer.
     */
    static final class BufferOutput extends OutputStream {

        private static final int MAX_FIRST_BUFFER_BYTES = 8 * 1024;
        private static final int BUFFER_BYTES = 32 * 1024;

        private final List<Buffer> fullBuffers = new ArrayList<>(0);
        private @Nullable Buffer lastBuffer;
        private int writtenBytes;

        @SuppressWarnings("deprecation") // Vert.x 4 has no other way between its buffers and Netty's
        Buffer buffer() {
            if (lastBuffer == null || fullBuffers.isEmpty()) {
                return lastBuffer == null ? Buffer.buffer() : lastBuffer;
            }
            fullBuffers.add(lastBuffer);
            return Buffer.buffer(Unpooled.wrappedBuffer(fullBuffers.size(),
                    fullBuffers.stream().map(Buffer::getByteBuf).toArray(ByteBuf[]::new)));
        }

        int writtenBytes() {
            return writtenBytes;
        }

        @Override
        public void write(int singleByte) {
            write(new byte[] { (byte) singleByte }, 0, 1);
        }

        @Override
        public void write(byte[] source, int fromIndex, int byteCount) {
            writtenBytes += byteCount;
            if (lastBuffer == null) {
                lastBuffer = Buffer.buffer(byteCount);
            } else if (lastBuffer.length() + byteCount > (fullBuffers.isEmpty() ? MAX_FIRST_BUFFER_BYTES : BUFFER_BYTES)) {
                fullBuffers.add(lastBuffer);
                lastBuffer = Buffer.buffer(Math.max(BUFFER_BYTES, byteCount));
            }
            lastBuffer.appendBytes(source, fromIndex, byteCount);
        }
    }
}
