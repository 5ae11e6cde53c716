package dev.undertone.batch;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The names of a batch in a file of their own, so that a list of millions needs no memory, a list from a stream can be read
 * again, and a digest tells whether the next run is given the same. Names may hold any character.
 */
final class FileList {

    private final Path file;
    private final int count;
    private final String sha256;

    private FileList(Path file, int count, String sha256) {
        this.file = file;
        this.count = count;
        this.sha256 = sha256;
    }

    /**
     * Writes down the names of an input.
     *
     * @param file to be written, replaced if it is there
     * @throws InvalidBatchException if the input is no list, or longer than 2,147,483,647
     */
    static FileList write(Path file, BatchInput input) throws IOException {
        MessageDigest digest = newDigest();
        int[] count = new int[1];
        try (DataOutputStream out =
                new DataOutputStream(
                        new DigestOutputStream(
                                new BufferedOutputStream(Files.newOutputStream(file)), digest))) {
            input.forEach(
                    name -> {
                        if (count[0] == Integer.MAX_VALUE) {
                            throw new InvalidBatchException("the list is too long");
                        }
                        out.writeUTF(name);
                        count[0]++;
                    });
        }
        return new FileList(file, count[0], HexFormat.of().formatHex(digest.digest()));
    }

    int count() {
        return count;
    }

    /** Of all names. */
    String sha256() {
        return sha256;
    }

    /** Begins at the first name. */
    Names open() throws IOException {
        return new Names(new DataInputStream(new BufferedInputStream(Files.newInputStream(file))));
    }

    /** The names one by one; as many as were counted. */
    static final class Names implements Closeable {

        private final DataInputStream in;

        private Names(DataInputStream in) {
            this.in = in;
        }

        String next() throws IOException {
            return in.readUTF();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
