package com.leadlex.graphql;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.VirtualMachine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * How many bytes the packaged service allocates for a request, from its socket to the one of Leadlex and back: asked over
 * HTTP, with a stand-in for Leadlex, both in this process, so that what the service's threads allocate is its own alone. Bytes,
 * unlike time, are the same on a busy machine. Fails when they are more than the budget.
 *
 * <pre>
 * ./mvnw package -DskipTests
 * java src/bench/java/com/leadlex/graphql/AllocationBenchmark.java
 * </pre>
 */
public final class AllocationBenchmark {

    /**
     * Bytes a request. Whoever makes a request dearer says why, here: it was 31,000 until look-ups could be cancelled, each
     * key had a share of its own, and one account followed a response from its head to its end.
     */
    private static final long BUDGET = 34_500;

    private static final int CONNECTIONS = 16;
    private static final int REQUESTS_A_ROUND = 10_000;
    /** Code that is not compiled yet allocates more, so the best round counts; when this many bring no better one, it is found. */
    private static final int ROUNDS_WITHOUT_GAIN = 4;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final String ID = "act_7f3c4d2a-1b8e-4a9c-9d6f-2e5b%08x";
    private static final String ACTIVITY = """
            {"data":{"activity":{"id":"%s","type":"call","title":"Discovery call with Jane",\
            "description":"Discussed Q2 outsourcing plans; next step is proposal.",\
            "contact_id":"123e4567-e89b-12d3-a456-426614174000","deal_id":"3f8e1d2c-4b5a-6d7e-8f9a-0b1c2d3e4f5a",\
            "entity_type":null,"entity_id":null,"entity_name":null,"metadata":{"duration_minutes":32,"direction":"outbound"},\
            "created_by_user_id":"9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d","created_date":"2026-04-17T14:23:05Z"}}}""";
    private static final String QUERY = """
            {"query":"query Activity($id: ID!) { activity(id: $id) { id type title description contactId dealId entityType entityId \
            entityName metadata createdByUserId createdDate } }","variables":{"id":"%s"}}""";

    private AllocationBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments.length > 0 ? arguments[0] : "target/quarkus-app/quarkus-run.jar");
        ExecutorService threads = Executors.newCachedThreadPool(AllocationBenchmark::daemon);
        ServerSocket leadlex = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(() -> accept(leadlex, threads));
        int port = freePort();
        Process service = start(jar, port, leadlex.getLocalPort());
        Runtime.getRuntime().addShutdownHook(new Thread(service::destroyForcibly));
        long bytes = measure(service, port, threads);
        System.out.printf(Locale.ROOT, "%,d bytes a request; the budget is %,d.%n", bytes, BUDGET);
        System.exit(bytes > BUDGET ? 1 : 0);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** One processor, as in a small container: with more, connections meet more of each other's event loops. */
    private static Process start(Path jar, int port, int leadlex) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1", "-jar", jar.toString());
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("LEADLEX_URL", "http://127.0.0.1:" + leadlex);
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static long measure(Process service, int port, ExecutorService threads) throws Exception {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(new Client(connect(service, port), i << 24));
        }
        VirtualMachine machine = VirtualMachine.attach(Long.toString(service.pid()));
        JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
        try (JMXConnector connector = JMXConnectorFactory.connect(address)) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            ThreadMXBean all = ManagementFactory.newPlatformMXBeanProxy(beans, ManagementFactory.THREAD_MXBEAN_NAME,
                    ThreadMXBean.class);
            return best(all, clients, threads);
        }
    }

    private static long best(ThreadMXBean all, List<Client> clients, ExecutorService threads) throws Exception {
        long best = Long.MAX_VALUE;
        long end = System.nanoTime() + LONGEST_NANOS;
        for (int since = 0; since < ROUNDS_WITHOUT_GAIN && System.nanoTime() - end < 0; since++) {
            long before = allocated(all);
            for (Future<Void> done : threads.invokeAll(clients)) {
                done.get();
            }
            long bytes = (allocated(all) - before) / REQUESTS_A_ROUND;
            if (bytes < best - best / 200) {
                since = -1;
            }
            best = Math.min(best, bytes);
        }
        return best;
    }

    /** By all threads that are there; the few kilobytes of asking are among them. */
    private static long allocated(ThreadMXBean all) {
        long sum = 0;
        for (long bytes : all.getThreadAllocatedBytes(all.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    private static Socket connect(Process service, int port) throws Exception {
        for (int i = 0; i < 600 && service.isAlive(); i++) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new IOException("The service did not start.");
    }

    /** Asks on a connection of its own, one request after the other, each for another activity. */
    private static final class Client implements Callable<Void> {

        private final Socket socket;
        private final InputStream in;
        private int asked;

        /** @param first of the numbers that it asks for: equal look-ups of two clients would share a call to Leadlex */
        Client(Socket socket, int first) throws IOException {
            socket.setTcpNoDelay(true);
            this.socket = socket;
            asked = first;
            in = new BufferedInputStream(socket.getInputStream());
        }

        @Override
        public Void call() throws IOException {
            for (int i = 0; i < REQUESTS_A_ROUND / CONNECTIONS; i++) {
                ask(String.format(ID, asked++));
            }
            return null;
        }

        private void ask(String id) throws IOException {
            String query = String.format(QUERY, id);
            socket.getOutputStream().write(("POST /graphql HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer wbk_benchmark\r\n"
                    + "Accept: application/graphql-response+json, application/json;q=0.9\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + query.length() + "\r\n\r\n" + query).getBytes(ISO_8859_1));
            String head = head(in);
            int length = Integer.parseInt(head.replaceFirst("(?is).*\r\ncontent-length: *(\\d+).*", "$1"));
            String body = new String(in.readNBytes(length), ISO_8859_1);
            if (!head.startsWith("HTTP/1.1 200 ") || !body.startsWith("{\"data\":{\"activity\":{\"id\":\"" + id + "\",\"type\":\"call\"")) {
                throw new IOException("The service answered: " + head + body);
            }
        }
    }

    private static void accept(ServerSocket leadlex, ExecutorService threads) {
        try {
            while (true) {
                Socket socket = leadlex.accept();
                threads.execute(() -> answer(socket));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                String path = head(in).split(" ", 3)[1];
                String body = String.format(ACTIVITY, path.substring(path.lastIndexOf('/') + 1));
                socket.getOutputStream().write(("HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Thu, 26 Nov 2026 10:00:00 GMT\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\nConnection: keep-alive\r\n\r\n" + body).getBytes(ISO_8859_1));
            }
        } catch (EOFException | SocketException closed) {
            // The service does not need this connection any more.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.lastIndexOf("\r\n\r\n") != head.length() - 4) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
