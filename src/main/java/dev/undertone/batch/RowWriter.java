package dev.undertone.batch;

import java.io.Closeable;
import java.io.IOException;

/** Takes the rows of a table one by one; closing completes the file. */
interface RowWriter extends Closeable {

    void write(BatchRow row) throws IOException;
}
