package dev.undertone.training;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioException;
import dev.undertone.audio.AudioLimits;
import dev.undertone.audio.ChannelMode;
import dev.undertone.audio.Waveform;
import dev.undertone.evaluation.LabelledClip;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Reads the audio of labelled clips by the decoder that serves. */
public final class ClipAudio {

    private ClipAudio() {}

    /**
     * The whole clip, its channels averaged.
     *
     * @throws IllegalArgumentException naming the clip, if it is no audio that the service would take
     */
    public static Waveform read(LabelledClip clip, int sampleRateHz) {
        AudioDecoder decoder = new AudioDecoder(AudioLimits.DEFAULT);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(clip.path()))) {
            return decoder.decode(in, ChannelMode.MIX, sampleRateHz).channels().get(0);
        } catch (AudioException e) {
            throw new IllegalArgumentException(clip.path() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
