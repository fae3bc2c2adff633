package com.leadlex.graphql.cost;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** A request as it goes over the wire, and what it is made of. */
record InventedRequest(String kind, byte[] bytes) {

    static InventedRequest post(String kind, String body, List<String> headers) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(
                "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ")
                .append(content.length).append("\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + content.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return new InventedRequest(kind, all);
    }

    static InventedRequest document(String kind, String document) {
        return post(kind, "{\"query\":" + json(document) + "}", List.of());
    }

    static InventedRequest get(String kind, String target, List<String> headers) {
        StringBuilder head = new StringBuilder("GET ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        return new InventedRequest(kind, head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    static String json(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    @Override
    public String toString() {
        String start = new String(bytes, 0, Math.min(bytes.length, 160), StandardCharsets.ISO_8859_1).replaceAll("\\s+", " ");
        return "%s, %d bytes: %s".formatted(kind, bytes.length, start);
    }
}
