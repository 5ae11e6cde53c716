package dev.undertone.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * WebSockets by the thousand, as {@code scripts/stream-crowd.sh} wants them, and a row of what became of them.
 *
 * <p>Arguments: the port of a service on loopback, then {@code hold COUNT SECONDS}, which opens so many as fast as it can,
 * leaves where it is refused, and holds the others; or {@code churn PER_SECOND SECONDS}, which opens so many a second,
 * says start, sends 0.1 s of silence, and goes: every other one by a reset of the connection, the others by closing their
 * half of it first. Needs the JDK alone.
 */
final class SocketCrowd {

    private static final int CALLERS = 64;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final byte[] START =
            "{\"type\":\"start\",\"encoding\":\"pcm_s16le\",\"sampleRateHz\":16000}"
                    .getBytes(US_ASCII);

    private final int port;
    private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
    private final ConcurrentLinkedQueue<Socket> held = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();

    private SocketCrowd(int port) {
        this.port = port;
    }

    /** Runs and prints. */
    public static void main(String... arguments) throws Exception {
        SocketCrowd crowd = new SocketCrowd(Integer.parseInt(arguments[0]));
        int count = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        long start = System.nanoTime();
        if (arguments[1].equals("hold")) {
            crowd.run(count, number -> crowd.hold());
        } else {
            crowd.run(count * seconds, number -> crowd.comeAndGo(number, start, count));
        }
        System.out.printf("%s in %.1f s%n", crowd.outcomes, (System.nanoTime() - start) / 1e9);
        if (arguments[1].equals("hold")) {
            TimeUnit.SECONDS.sleep(seconds);
            for (Socket socket : crowd.held) {
                socket.close();
            }
        }
    }

    /** What one of the crowd does. */
    @FunctionalInterface
    private interface Part {
        void play(int number) throws IOException;
    }

    private void run(int count, Part part) throws InterruptedException {
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Thread caller =
                    new Thread(
                            () -> {
                                for (int number = next.getAndIncrement();
                                        number < count;
                                        number = next.getAndIncrement()) {
                                    play(part, number);
                                }
                            });
            caller.start();
            callers.add(caller);
        }
        for (Thread caller : callers) {
            caller.join();
        }
    }

    private void play(Part part, int number) {
        try {
            part.play(number);
        } catch (IOException e) {
            count(e.getClass().getSimpleName());
        }
    }

    private void hold() throws IOException {
        Socket socket = open();
        if (handshake(socket)) {
            held.add(socket);
        } else {
            socket.close();
        }
    }

    private void comeAndGo(int number, long start, int perSecond) throws IOException {
        long due = start + number * 1_000_000_000L / perSecond;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        try (Socket socket = open()) {
            if (handshake(socket)) {
                OutputStream out = socket.getOutputStream();
                out.write(frame(1, START));
                out.write(frame(2, new byte[3200]));
                if (number % 2 == 0) {
                    socket.setSoLinger(true, 0);
                } else {
                    socket.shutdownOutput();
                }
            }
        }
    }

    private Socket open() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
        return socket;
    }

    private boolean handshake(Socket socket) throws IOException {
        String request =
                "GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        InputStream in = socket.getInputStream();
        byte[] line = in.readNBytes("HTTP/1.1 101".length());
        String status = new String(line, US_ASCII);
        count(status.isEmpty() ? "closed" : status);
        return status.endsWith("101");
    }

    private void count(String outcome) {
        outcomes.computeIfAbsent(outcome, name -> new LongAdder()).increment();
    }

    /** A masked frame, RFC 6455 section 5.2, whose mask is zero. */
    private static byte[] frame(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload);
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }
}
