package dev.undertone.web;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes of all recordings that are held at a time, so that many large uploads cannot fill the heap. */
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
            if (held.addAndGet(more) > limit) {
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

    private final long limit;
    private final AtomicLong held = new AtomicLong();

    UploadBudget(long limit) {
        this.limit = limit;
    }

    Share open() {
        return new Share();
    }

    long held() {
        return held.get();
    }
}
