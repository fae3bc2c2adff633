package com.leadlex.graphql.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.OtherSettings;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Clients that dawdle neither hinder others nor stay. */
@QuarkusTest
@TestProfile(OtherSettings.class)
class SlowClientsTest {

    private static final String HEAD = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    private static final String BODY = "{\"query\":\"{ __typename }\"}";

    private static Socket open(String start) throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        socket.setSoTimeout(10_000);
        send(socket, start);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String rest(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void twoHundredIdleConnectionsDoNotHinderOthersAndAreClosed() throws IOException {
        Ask.query("{ __typename }").statusCode(200);
        List<Socket> idle = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            idle.add(open(i % 2 == 0 ? "POST /graphql HTTP/1.1\r\nHo" : HEAD + "Content-Length: 100\r\n\r\n"));
        }
        long start = System.nanoTime();
        Ask.query("{ __typename }").statusCode(200);
        long took = (System.nanoTime() - start) / 1_000_000;
        assertTrue(took < 500, "took " + took + " ms");
        for (Socket socket : idle) {
            assertEquals("", rest(socket));
            socket.close();
        }
    }

    /** Both are closed at last, and waited for at once. */
    @Test
    void aBodyThatArrivesTooSlowlyIs408AndAChunkedOneOverTheLimit413() throws IOException, InterruptedException {
        try (Socket chunked = open(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
                Socket socket = open(HEAD + "Content-Length: 100\r\n\r\n{")) {
            for (int i = 0; i < 5; i++) {
                send(chunked, "10000\r\n" + " ".repeat(0x10000) + "\r\n");
            }
            for (int i = 0; i < 5; i++) {
                Thread.sleep(150);
                send(socket, " ");
            }
            String answer = rest(socket);
            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            assertTrue(answer.contains("BAD_REQUEST"), answer);
            String tooLarge = rest(chunked);
            assertTrue(tooLarge.startsWith("HTTP/1.1 413 "), tooLarge);
        }
    }

    @Test
    void aBodyInPiecesIsRead() throws IOException, InterruptedException {
        try (Socket socket = open(HEAD + "Connection: close\r\nContent-Length: " + BODY.length() + "\r\n\r\n")) {
            for (int i = 0; i < BODY.length(); i += 5) {
                Thread.sleep(5);
                send(socket, BODY.substring(i, Math.min(BODY.length(), i + 5)));
            }
            assertTrue(rest(socket).startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void aChunkedBodyIsRead() throws IOException {
        try (Socket socket = open(
                HEAD + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n1a\r\n" + BODY + "\r\n0\r\n\r\n")) {
            assertTrue(rest(socket).startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void aDeclaredLengthOverTheLimitIsRefusedAtOnce() throws IOException {
        try (Socket socket = open(HEAD + "Content-Length: 5000000\r\n\r\n")) {
            byte[] first = socket.getInputStream().readNBytes(12);
            assertEquals("HTTP/1.1 413", new String(first, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void anExpectationOf100ContinueIsMet() throws IOException {
        try (Socket socket = open(
                HEAD + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: " + BODY.length() + "\r\n\r\n")) {
            assertEquals("HTTP/1.1 100", new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
            send(socket, BODY);
            assertTrue(rest(socket).contains("HTTP/1.1 200 "));
        }
    }

    @Test
    void refusedAndPipelinedRequestsKeepTheirConnection() throws IOException {
        String plain = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: " + BODY.length()
                + "\r\n\r\n" + BODY;
        String good = HEAD + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
        try (Socket socket = open(plain + good + good.replace("Host: x", "Host: x\r\nConnection: close"))) {
            String answers = rest(socket);
            assertTrue(answers.startsWith("HTTP/1.1 415 "), answers);
            assertEquals(3, answers.split("HTTP/1.1 200 ", -1).length, answers);
        }
    }
}
