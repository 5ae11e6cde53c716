package dev.undertone.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What tells that a file is still the one that was heard.
 *
 * @param bytes its size
 * @param modifiedMillis when it was last written, in milliseconds since 1970
 */
record FileStamp(long bytes, long modifiedMillis) {

    /** Of what is no file that can be read, now. */
    static final FileStamp NO_FILE = new FileStamp(0, 0);

    static FileStamp of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(attributes.size(), attributes.lastModifiedTime().toMillis());
        } catch (IOException e) {
            return NO_FILE;
        }
    }
}
