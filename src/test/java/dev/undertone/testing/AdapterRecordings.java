package dev.undertone.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Message sequences as the clients of foreign protocols send them, one message a line, with buzzes for voices. {@code
 * src/test/resources/adapters} holds what {@link #main} writes.
 */
public final class AdapterRecordings {

    /** A call of 4.5 s with both tracks: the caller speaks twice, the agent once in between. */
    public static final String TWILIO_CALL = "twilio-call.jsonl";

    /** What vosk-server's test client sends of 3.5 s of speech and silence at 8 kHz. */
    public static final String VOSK_FILE = "vosk-file.jsonl";

    private static final int RATE = 8000;
    private static final int PACKET = RATE / 50;
    private static final int VOSK_CHUNK = RATE / 5;
    private static final String SID = "MZ18ad3ab5a668481ce02b83e7395059f0";

    private AdapterRecordings() {}

    /** Writes the files into a folder. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Files.write(folder.resolve(TWILIO_CALL), twilioCall());
        Files.write(folder.resolve(VOSK_FILE), voskFile());
    }

    /** The lines of a file. */
    public static List<String> read(String name) {
        try (var in = AdapterRecordings.class.getResourceAsStream("/adapters/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The caller's samples in {@link #TWILIO_CALL}, as G.711 has them. */
    public static byte[] caller() {
        return mulaw(
                halved(Conversations.of(4.5, new double[] {0.1, 1.5}, new double[] {2.6, 1.4})));
    }

    /** The samples in {@link #VOSK_FILE}, 16 bits, low byte first. */
    public static byte[] spoken() {
        return pcm16(halved(Conversations.of(3.5, new double[] {0.2, 2})));
    }

    /** What {@link #TWILIO_CALL} holds. */
    public static List<String> twilioCall() {
        byte[] inbound = caller();
        byte[] outbound = mulaw(halved(Conversations.of(4.5, new double[] {1.8, 0.6})));
        List<String> lines = new ArrayList<>();
        lines.add("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
        lines.add(
                ("{\"event\":\"start\",\"sequenceNumber\":\"1\",\"start\":{\"accountSid\":\"AC0\",\"streamSid\":\"%s\","
                                + "\"callSid\":\"CA0\",\"tracks\":[\"inbound\",\"outbound\"],\"mediaFormat\":{\"encoding\":"
                                + "\"audio/x-mulaw\",\"sampleRate\":8000,\"channels\":1},\"customParameters\":"
                                + "{\"customer\":\"42\"}},\"streamSid\":\"%s\"}")
                        .formatted(SID, SID));
        int sequence = 2;
        for (int packet = 0; packet * PACKET < inbound.length; packet++) {
            lines.add(media(sequence++, "inbound", packet, inbound));
            if (packet >= 85 && packet < 125) {
                lines.add(media(sequence++, "outbound", packet, outbound));
            }
            if (packet == 100) {
                lines.add(
                        "{\"event\":\"dtmf\",\"streamSid\":\"%s\",\"sequenceNumber\":\"%d\",\"dtmf\":{\"track\":\"inbound_track\",\"digit\":\"1\"}}"
                                .formatted(SID, sequence++));
                lines.add(
                        "{\"event\":\"mark\",\"sequenceNumber\":\"%d\",\"streamSid\":\"%s\",\"mark\":{\"name\":\"prompt\"}}"
                                .formatted(sequence++, SID));
            }
        }
        lines.add(
                "{\"event\":\"stop\",\"sequenceNumber\":\"%d\",\"stop\":{\"accountSid\":\"AC0\",\"callSid\":\"CA0\"},\"streamSid\":\"%s\"}"
                        .formatted(sequence, SID));
        return lines;
    }

    /** What {@link #VOSK_FILE} holds: a text as it is, a binary message as an object with its base64. */
    public static List<String> voskFile() {
        byte[] samples = spoken();
        List<String> lines = new ArrayList<>();
        lines.add("{ \"config\" : { \"sample_rate\" : 8000 } }");
        for (int taken = 0; taken < samples.length; taken += 2 * VOSK_CHUNK) {
            int end = Math.min(samples.length, taken + 2 * VOSK_CHUNK);
            lines.add(
                    "{\"binary\":\"%s\"}"
                            .formatted(base64(Arrays.copyOfRange(samples, taken, end))));
        }
        lines.add("{\"eof\" : 1}");
        return lines;
    }

    private static String media(int sequence, String track, int packet, byte[] samples) {
        byte[] payload = Arrays.copyOfRange(samples, packet * PACKET, (packet + 1) * PACKET);
        return ("{\"event\":\"media\",\"sequenceNumber\":\"%d\",\"media\":{\"track\":\"%s\",\"chunk\":\"%d\",\"timestamp\":"
                        + "\"%d\",\"payload\":\"%s\"},\"streamSid\":\"%s\"}")
                .formatted(sequence, track, packet + 1, 20 * packet, base64(payload), SID);
    }

    /** Every other sample: the buzz ends far below 4 kHz. */
    private static float[] halved(float[] samples) {
        float[] half = new float[samples.length / 2];
        for (int n = 0; n < half.length; n++) {
            half[n] = samples[2 * n];
        }
        return half;
    }

    private static byte[] pcm16(float[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            bytes.putShort((short) Math.round(sample * 32_000));
        }
        return bytes.array();
    }

    /** ITU-T G.711 mu-law: sign, segment and step of the magnitude in 14 bits plus a bias of 33, inverted. */
    private static byte[] mulaw(float[] samples) {
        byte[] codes = new byte[samples.length];
        for (int n = 0; n < samples.length; n++) {
            int magnitude = Math.min(8158, Math.abs(Math.round(samples[n] * 8000))) + 33;
            int segment = 26 - Integer.numberOfLeadingZeros(magnitude);
            int step = magnitude >> segment + 1 & 0xf;
            int sign = samples[n] < 0 ? 0x80 : 0;
            codes[n] = (byte) ~(sign | segment << 4 | step);
        }
        return codes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
