package com.leadlex.graphql;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** However many streams of HTTP/2 wait for a window on however many connections, they do not fill the heap. */
class ManyStreamsIT {

    /** A hundred streams each: more than a heap of 64 MB holds. */
    private static final int CONNECTIONS = 300;

    @Test
    void whatWaitsLongestIsResetAndANeighbourIsAnswered() throws Exception {
        byte[] streams = HostileHabit.GIVES_NO_WINDOW.bytes();
        List<Socket> hostile = new ArrayList<>();
        try (PackagedProcess service = PackagedProcess.start(List.of("-Xmx64m"), Map.of())) {
            int port = service.port();
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                hostile.add(socket);
                socket.getOutputStream().write(streams);
            }
            HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql?query=%7B__typename%7D"))
                    .timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals("{\"data\":{\"__typename\":\"Query\"}}", answer.body());
            assertTrue(isClosed(hostile.get(0)), "the first has gone");
            assertFalse(service.said("OutOfMemory"));
        } finally {
            for (Socket socket : hostile) {
                socket.close();
            }
        }
    }

    /** Waits for it, for less than the 30 s after which any client is closed that does not read. */
    private static boolean isClosed(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        InputStream in = socket.getInputStream();
        try {
            while (in.read() >= 0) {
                // heads of answers that came before
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
