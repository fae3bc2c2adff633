package com.leadlex.graphql.leadlex;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ServerSocketFactory;

/** A Leadlex on a bare socket: it can do to a connection what no well-behaved HTTP server can. */
public final class RawLeadlex implements AutoCloseable {

    /** What happens to one request. */
    public interface Script {
        void answer(Exchange exchange) throws Exception;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
        Thread thread = new Thread(runnable, "raw-leadlex");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Exchange> seen = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch healed = new CountDownLatch(1);
    private volatile Script script = Exchange::activity;

    public RawLeadlex(int port) {
        this(port, ServerSocketFactory.getDefault());
    }

    /** @param sockets of plain TCP or of TLS */
    public RawLeadlex(int port, ServerSocketFactory sockets) {
        server = bind(port, sockets);
        threads.execute(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** A connection of the test before that is not closed yet can hold the port for a moment. */
    private static ServerSocket bind(int port, ServerSocketFactory sockets) {
        for (int attempt = 1;; attempt++) {
            try {
                ServerSocket socket = sockets.createServerSocket();
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2048);
                return socket;
            } catch (IOException e) {
                if (attempt == 100) {
                    throw new UncheckedIOException(e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on requests are answered so; what was seen is forgotten. */
    public void answers(Script next) {
        script = next;
        seen.clear();
    }

    /** What hangs goes on hanging until {@link #heal()}. */
    void hangs() {
        healed = new CountDownLatch(1);
        answers(exchange -> healed.await());
    }

    /** Answers well from now on; what hung is hung up on. */
    public void heal() {
        answers(Exchange::activity);
        healed.countDown();
    }

    public List<Exchange> seen() {
        return seen;
    }

    int openConnections() {
        return open.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true); // or the body waits for the acknowledgement of the head, which the client delays by 40 ms
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Exchange exchange = Exchange.read(in, socket); exchange != null; exchange = Exchange.read(in, socket)) {
                seen.add(exchange);
                script.answer(exchange);
                if (!exchange.answered) {
                    return;
                }
            }
        } catch (Exception e) {
            // The connection is of no use any more, which is what some scripts want.
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    /** One request. */
    public static final class Exchange {

        final String line;
        final Map<String, String> headers;
        private final Socket socket;
        private boolean answered;

        private Exchange(String line, Map<String, String> headers, Socket socket) {
            this.line = line;
            this.headers = headers;
            this.socket = socket;
        }

        static Exchange read(InputStream in, Socket socket) throws IOException {
            String line = line(in);
            if (line == null) {
                return null;
            }
            Map<String, String> headers = new TreeMap<>();
            for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
                int colon = header.indexOf(':');
                headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
            }
            return new Exchange(line, headers, socket);
        }

        private static String line(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    return null;
                }
                if (b != '\r') {
                    line.write(b);
                }
            }
            return line.toString(StandardCharsets.ISO_8859_1);
        }

        public String id() {
            String path = line.split(" ")[1];
            return path.substring(path.lastIndexOf('/') + 1);
        }

        /** By name, in lower case. */
        public Map<String, String> headers() {
            return headers;
        }

        public String key() {
            return headers.get("authorization");
        }

        /** A usable activity, which names the id and the key that it was asked with. */
        public void activity() throws IOException {
            json(200, "{\"data\":{\"activity\":{\"id\":\"" + id() + "\",\"type\":\"call\",\"title\":\"" + key() + "\"}}}");
        }

        public void json(int status, String body, String... moreHeaders) throws IOException {
            body(status, body.getBytes(StandardCharsets.UTF_8), moreHeaders);
        }

        public void body(int status, byte[] body, String... moreHeaders) throws IOException {
            head(status, moreHeaders, "Content-Length: " + body.length, "Content-Type: application/json");
            write(body);
            answered = true;
        }

        void head(int status, String[] moreHeaders, String... headers) throws IOException {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            for (String header : moreHeaders) {
                head.append(header).append("\r\n");
            }
            write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        }

        /** These bytes, and the end of the connection. */
        public void raw(String bytes) throws IOException {
            write(bytes.getBytes(StandardCharsets.US_ASCII));
        }

        /** The connection stays open for the next request. */
        public void answered() {
            answered = true;
        }

        /** The connection stays open. */
        public void write(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }

        /** Ends the connection with a TCP reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        public Socket socket() {
            return socket;
        }
    }
}
