package com.leadlex.graphql;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy on this machine: whatever host it is asked to connect to (RFC 9110, section 9.3.6), it connects to one port.
 */
final class LocalProxy implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final int target;
    private final String refusal;

    /** @param refusal the status line to answer with instead of connecting, or null */
    LocalProxy(int target, String refusal) throws IOException {
        this.target = target;
        this.refusal = refusal;
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** What it was asked, with the headers. */
    List<String> heads() {
        return heads;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            start(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        heads.add(head(client.getInputStream()));
        if (refusal != null) {
            write(client, refusal + "\r\nContent-Length: 0\r\n\r\n");
            client.close();
            return;
        }
        Socket there = new Socket(InetAddress.getLoopbackAddress(), target);
        write(client, "HTTP/1.1 200 Connected\r\n\r\n");
        start(() -> there.getInputStream().transferTo(client.getOutputStream()));
        client.getInputStream().transferTo(there.getOutputStream());
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    private static void write(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // One side is gone.
            }
        }, "local-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
