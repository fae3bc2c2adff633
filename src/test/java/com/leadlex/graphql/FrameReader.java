package com.leadlex.graphql;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;

/** Reads the answers of one connection of HTTP/2. */
final class FrameReader {

    /** One answer. */
    static final class Answer {

        private int status;
        private final StringBuilder body = new StringBuilder();
        private boolean whole;

        int status() {
            return status;
        }

        String body() {
            return body.toString();
        }
    }

    /** A flag: five bytes are ahead of the head. */
    private static final int PRIORITY = 0x20;

    private final DefaultHttp2HeadersDecoder heads = new DefaultHttp2HeadersDecoder();
    private final DataInputStream in;
    private final Map<Integer, Answer> answers = new HashMap<>();
    private final Map<Integer, Long> resets = new HashMap<>();
    private boolean ended;

    FrameReader(InputStream in) throws Http2Exception {
        this.in = new DataInputStream(in);
        heads.maxHeaderTableSize(Http2CodecUtil.MAX_HEADER_TABLE_SIZE); // some say that they have room for so much
    }

    Iterable<Answer> answers() {
        return answers.values();
    }

    /** @return null when the connection ended before that stream did */
    Answer answer(int stream) throws IOException, Http2Exception {
        while (!ended && !(answers.containsKey(stream) && answers.get(stream).whole)) {
            read();
        }
        return ended ? null : answers.remove(stream);
    }

    /** @return with which code the server resets that stream; null when the connection ended before */
    Long reset(int stream) throws IOException, Http2Exception {
        while (!ended && !resets.containsKey(stream)) {
            read();
        }
        return resets.get(stream);
    }

    void toTheEnd() throws IOException, Http2Exception {
        while (!ended) {
            read();
        }
    }

    private void read() throws IOException, Http2Exception {
        int type;
        int flags;
        int stream;
        byte[] payload;
        try {
            payload = new byte[in.readUnsignedByte() << 16 | in.readUnsignedShort()];
            type = in.readUnsignedByte();
            flags = in.readUnsignedByte();
            stream = in.readInt();
            in.readFully(payload);
        } catch (EOFException | SocketException e) {
            ended = true;
            return;
        }
        Answer answer = answers.computeIfAbsent(stream, none -> new Answer());
        if (type == FrameWriter.HEADERS) {
            int priority = (flags & PRIORITY) == 0 ? 0 : 5;
            Http2Headers head = heads.decodeHeaders(stream,
                    Unpooled.wrappedBuffer(payload, priority, payload.length - priority));
            answer.status = Integer.parseInt(head.status().toString());
        } else if (type == FrameWriter.DATA) {
            answer.body.append(new String(payload, StandardCharsets.UTF_8));
        }
        if (type == FrameWriter.RST_STREAM) {
            resets.put(stream, Unpooled.wrappedBuffer(payload).readUnsignedInt());
        }
        answer.whole |= type <= FrameWriter.HEADERS && (flags & FrameWriter.END_STREAM) != 0;
    }
}
