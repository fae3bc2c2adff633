package com.leadlex.graphql;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.MadeUpFrames.Connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Whatever frames of HTTP/2 a client sends: lawful ones are answered, a connection that breaks the protocol ends, nothing fails
 * here, and a neighbour is answered all the while. {@code -Dseed=} makes up the same ones again.
 */
class MadeUpFramesIT {

    private static final int CONNECTIONS = 3_000;
    private static final String ANSWER = "{\"data\":{\"__typename\":\"Query\"}}";

    private int port;

    @Test
    void noFramesHarmTheServiceOrANeighbour() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        try (PackagedProcess service = PackagedProcess.start(List.of("-Xmx64m"), Map.of())) {
            port = service.port();
            try (Socket neighbour = connect()) {
                FrameReader answers = new FrameReader(neighbour.getInputStream());
                neighbour.getOutputStream()
                        .write(new FrameWriter().text(FrameWriter.PREFACE).frame(FrameWriter.SETTINGS, 0, 0, new byte[0])
                                .toBytes());
                for (int i = 0; i < CONNECTIONS; i++) {
                    Random random = new Random(seed + i);
                    String which = "-Dseed=" + seed + ", connection " + i;
                    tryOut(new MadeUpFrames(random).connection(), random, which);
                    if (i % 10 == 0) {
                        neighbour.getOutputStream()
                                .write(new FrameWriter().get(2 * i + 1).window(0, ANSWER.length()).toBytes());
                        assertAnswered(answers.answer(2 * i + 1), which);
                    }
                }
            }
            assertTrue(service.isAlive());
            for (String trouble : List.of("\"level\":\"ERROR\"", "\"exception\"", "OutOfMemory", "INTERNAL_SERVER_ERROR")) {
                String output = service.output();
                int at = output.indexOf(trouble);
                assertTrue(at < 0, () -> "-Dseed=" + seed + " " + output.substring(output.lastIndexOf('\n', at) + 1,
                        output.indexOf('\n', at)));
            }
            assertEquals(List.of(), metrics().lines().filter(line -> line.contains("INTERNAL_SERVER_ERROR"))
                    .filter(line -> !line.endsWith(" 0.0")).toList(), "-Dseed=" + seed);
        }
    }

    /** Or its client could leave any number of them open. */
    @Test
    void aStreamThatIsAnsweredBeforeItsRequestIsWholeIsResetAlone() throws Exception {
        List<byte[]> heads = List.of(FrameWriter.connectHead(), FrameWriter.getHead("*"), FrameWriter.postHead("text/plain"));
        try (PackagedProcess service = PackagedProcess.start(List.of(), Map.of())) {
            port = service.port();
            try (Socket socket = connect()) {
                FrameReader answers = new FrameReader(socket.getInputStream());
                FrameWriter out = new FrameWriter().text(FrameWriter.PREFACE).frame(FrameWriter.SETTINGS, 0, 0, new byte[0]);
                for (int i = 0; i < heads.size(); i++) {
                    out.frame(FrameWriter.HEADERS, FrameWriter.END_HEADERS, 2 * i + 1, heads.get(i));
                }
                socket.getOutputStream().write(out.get(99).toBytes());
                assertAnswered(answers.answer(99), "the one behind them");
                for (int i = 0; i < heads.size(); i++) {
                    assertEquals(0, answers.reset(2 * i + 1), "stream " + i);
                }
                socket.getOutputStream().write(new FrameWriter().get(101).toBytes());
                assertAnswered(answers.answer(101), "the one after them");
            }
        }
    }

    private void tryOut(Connection made, Random random, String which) throws Exception {
        try (Socket socket = connect()) {
            send(socket, made.bytes(), random);
            FrameReader answers = new FrameReader(socket.getInputStream());
            switch (made.outcome()) {
                case ANSWERED -> assertAnswered(answers.answer(made.last()), which);
                case ENDED -> end(answers, which);
                case ANY -> {
                    socket.setSoTimeout(1 + random.nextInt(20));
                    readSome(answers);
                    socket.setSoLinger(random.nextBoolean(), 0);
                }
            }
            answers.answers().forEach(answer -> assertTrue(answer.status() < 500, () -> which + ": " + answer.status()));
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** In several pieces. The service may end the connection while they come. */
    private static void send(Socket socket, byte[] bytes, Random random) throws IOException {
        OutputStream out = socket.getOutputStream();
        try {
            for (int at = 0; at < bytes.length;) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 30 : 3_000));
                out.write(bytes, at, length);
                at += length;
            }
        } catch (SocketException e) {
            assertTrue(e.getMessage().contains("reset") || e.getMessage().contains("Broken pipe"), e::toString);
        }
    }

    private static void assertAnswered(FrameReader.Answer answer, String which) {
        assertNotNull(answer, () -> which + ": it ended");
        assertEquals(200, answer.status(), which);
        assertEquals(ANSWER, answer.body(), which);
    }

    private static void end(FrameReader answers, String which) throws Exception {
        try {
            answers.toTheEnd();
        } catch (SocketTimeoutException e) {
            throw new AssertionError(which + ": it goes on", e);
        }
    }

    private static void readSome(FrameReader answers) throws Exception {
        try {
            answers.toTheEnd();
        } catch (SocketTimeoutException e) {
            // It goes on, as it may.
        }
    }

    private String metrics() throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                .build(), HttpResponse.BodyHandlers.ofString()).body();
    }
}
