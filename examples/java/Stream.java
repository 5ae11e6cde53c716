import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * Streams an audio file as fast as it would be spoken, and prints what the service tells, one JSON a line. Needs a JDK from
 * 17 on and nothing else:
 *
 * <pre>java Stream.java call.wav ws://localhost:8080/v1/stream</pre>
 *
 * <p>{@code UNDERTONE_KEY} is the key where the service asks for one. Exit code: 0 for an answered stream, 1 otherwise.
 */
public final class Stream implements WebSocket.Listener {

    private static final int SLICES_PER_SECOND = 10;

    private final StringBuilder message = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    /** The file, and the address of the service. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            System.err.println("usage: java Stream.java FILE ws://HOST:PORT/v1/stream");
            System.exit(2);
        }
        try (AudioInputStream audio = pcm(new File(arguments[0]))) {
            int code = new Stream().run(audio, URI.create(arguments[1]));
            System.exit(code == WebSocket.NORMAL_CLOSURE ? 0 : 1);
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                // 503 session-limit, for example: Retry-After says when to come again
                System.err.println("refused: " + refused.getResponse());
            } else {
                System.err.println(e.getCause());
            }
            System.exit(1);
        }
    }

    /** Samples as the protocol knows them, whatever JDK's audio can read. */
    private static AudioInputStream pcm(File file) throws Exception {
        AudioInputStream audio = AudioSystem.getAudioInputStream(file);
        AudioFormat format = audio.getFormat();
        int channels = format.getChannels();
        return AudioSystem.getAudioInputStream(
                new AudioFormat(
                        AudioFormat.Encoding.PCM_SIGNED,
                        format.getSampleRate(),
                        Short.SIZE,
                        channels,
                        Short.BYTES * channels,
                        format.getSampleRate(),
                        false),
                audio);
    }

    private int run(AudioInputStream audio, URI service) throws Exception {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        Optional.ofNullable(System.getenv("UNDERTONE_KEY"))
                .ifPresent(key -> builder.header("Authorization", "Bearer " + key));
        WebSocket socket = builder.buildAsync(service, this).join();
        AudioFormat format = audio.getFormat();
        int sampleRateHz = (int) format.getSampleRate();
        say(
                socket,
                "{\"type\":\"start\",\"encoding\":\"pcm_s16le\",\"sampleRateHz\":%d,\"channels\":%d}"
                        .formatted(sampleRateHz, format.getChannels()));
        byte[] slice = new byte[sampleRateHz / SLICES_PER_SECOND * format.getFrameSize()];
        int length = audio.readNBytes(slice, 0, slice.length);
        while (length > 0 && !closed.isDone()) {
            // join: what the service does not take yet is not piled up here
            socket.sendBinary(ByteBuffer.wrap(slice, 0, length), true).join();
            TimeUnit.MILLISECONDS.sleep(1000 / SLICES_PER_SECOND);
            length = audio.readNBytes(slice, 0, slice.length);
        }
        if (!closed.isDone()) {
            say(socket, "{\"type\":\"finish\"}");
        }
        return closed.get(30, TimeUnit.SECONDS);
    }

    private static void say(WebSocket socket, String json) {
        socket.sendText(json, true).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            System.out.println(message);
            message.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        closed.completeExceptionally(error);
    }
}
