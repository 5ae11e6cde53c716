package dev.undertone.batch;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.undertone.audio.ChannelMode;
import dev.undertone.model.Checksum;
import dev.undertone.model.ModelManifest;
import dev.undertone.recognition.RecognitionOptions;
import java.util.TreeSet;

/**
 * What rows of one table must have in common, the first line of a journal.
 *
 * @param format of the journal: 1
 * @param model NAME@VERSION
 * @param manifestSha256 of the model's manifest, which vouches for all its files
 * @param options what was asked of every recording
 * @param files how many
 * @param filesSha256 of their names in order
 */
@JsonPropertyOrder({"format", "model", "manifestSha256", "options", "files", "filesSha256"})
record JournalHeader(
        int format,
        String model,
        String manifestSha256,
        String options,
        int files,
        String filesSha256) {

    private static final int FORMAT = 1;

    static JournalHeader of(ModelManifest model, RecognitionOptions options, FileList files) {
        return new JournalHeader(
                FORMAT,
                model.reference(),
                Checksum.sha256(model.toJson()),
                describe(options),
                files.count(),
                files.sha256());
    }

    private static String describe(RecognitionOptions options) {
        return "channel=%s attention=%s embedding=%s minConfidence=%s labels=%s"
                .formatted(
                        options.channelMode() == ChannelMode.EACH ? "each" : "mix",
                        options.attention() ? "frames" : "none",
                        options.embedding(),
                        options.minConfidence(),
                        options.labels().isEmpty()
                                ? "all"
                                : String.join(",", new TreeSet<>(options.labels())));
    }

    /**
     * Refuses to mix two kinds of rows in one table.
     *
     * @throws InvalidBatchException with the first difference
     */
    void requireSame(JournalHeader now) {
        require("journal", String.valueOf(format), String.valueOf(now.format));
        require("model", model, now.model);
        require("model's manifest", manifestSha256, now.manifestSha256);
        require("options", options, now.options);
        require("number of files", String.valueOf(files), String.valueOf(now.files));
        require("list of files", filesSha256, now.filesSha256);
    }

    private static void require(String what, String before, String now) {
        if (!before.equals(now)) {
            throw new InvalidBatchException(
                    "the run that was stopped had another %s: %s, now %s; --restart begins anew"
                            .formatted(what, before, now));
        }
    }
}
