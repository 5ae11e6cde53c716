package dev.undertone.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request whose headers and half of whose body are sent, and the rest when the test wants. */
final class OpenUpload implements AutoCloseable {

    private final Socket socket;
    private final byte[] body;

    OpenUpload(int port, byte[] body, String... headers) throws IOException {
        this.body = body;
        socket = new Socket("localhost", port);
        StringBuilder head =
                new StringBuilder("POST /v1/emotions HTTP/1.1\r\nHost: localhost\r\n")
                        .append("Connection: close\r\nContent-Type: audio/wav\r\n")
                        .append("Content-Length: ")
                        .append(body.length)
                        .append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        send(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body, 0, body.length / 2);
    }

    /** Sends some bytes more of what is left of the body. */
    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Sends the rest and reads the answer, headers and all. */
    String finish() throws IOException {
        socket.getOutputStream().write(body, body.length / 2, body.length - body.length / 2);
        return answer();
    }

    /** The answer, headers and all. */
    String answer() throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Resets the connection instead of ending it. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
