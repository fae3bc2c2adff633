package com.leadlex.graphql.cost;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Sends bytes as they are, and reads answers that have a length. Opens a connection when the last one was closed. */
final class WireClient {

    record Response(int status, String text) {
    }

    private final int port;
    private @Nullable Socket socket;

    WireClient(int port) {
        this.port = port;
    }

    Response send(InventedRequest request) throws IOException {
        boolean fresh = socket == null;
        try {
            return exchange(request);
        } catch (SocketTimeoutException e) {
            close();
            throw e;
        } catch (IOException e) {
            close();
            if (fresh) {
                return new Response(0, ""); // refused while it was being sent
            }
            return send(request);
        }
    }

    private Response exchange(InventedRequest request) throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(60_000);
            socket.setTcpNoDelay(true);
        }
        socket.getOutputStream().write(request.bytes());
        InputStream in = new BufferedInputStream(socket.getInputStream());
        String head = head(in);
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length:");
        int length = at < 0 ? 0 : Integer.parseInt(lower.substring(at + 15, lower.indexOf("\r\n", at)).strip());
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (lower.contains("connection: close")) {
            close();
        }
        return new Response(Integer.parseInt(head.substring(9, 12)), body);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
