package dev.undertone.web;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes of all recordings that are held at a time, so that many large uploads cannot fill the heap. A part of
 * it is kept for small ones: what an upload takes beyond its first mebibyte may not come from there.
 */
final class UploadBudget {

    /** The part that one upload holds; closing it gives the part back. */
    final class Share implements AutoCloseable {

        private long bytes;

        private Share() {}

        /**
         * Takes more.
         *
         * @throws RecognitionException of overloaded if the budget does not hold that much
         */
        void take(long more) {
            long mine = bytes + more > SMALL_BYTES ? limit - keptForSmall : limit;
            if (held.addAndGet(more) > mine) {
                held.addAndGet(-more);
                throw new RecognitionException(
                        Reason.OVERLOADED, "too many bytes of audio are on their way");
            }
            bytes += more;
        }

        @Override
        public void close() {
            held.addAndGet(-bytes);
            bytes = 0;
        }
    }

    private static final long SMALL_BYTES = 1 << 20;

    private final long limit;
    private final long keptForSmall;
    private final AtomicLong held = new AtomicLong();

    /**
     * Starts with nothing held.
     *
     * @param limit bytes of all uploads; a quarter is kept for small ones
     * @param largest bytes of one, for which there is room in any case
     */
    UploadBudget(long limit, long largest) {
        this.limit = limit;
        this.keptForSmall = Math.min(limit / 4, limit - largest);
    }

    Share open() {
        return new Share();
    }

    long held() {
        return held.get();
    }
}
