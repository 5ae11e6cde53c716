package dev.undertone.grpc;

import com.google.protobuf.ByteString;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The recordings in memory, each and all of them bounded. */
final class HeldRecordings {

    private final GrpcSettings.Recordings limits;
    private final AtomicLong held = new AtomicLong();

    HeldRecordings(GrpcSettings.Recordings limits) {
        this.limits = limits;
    }

    Recording open() {
        return new Recording();
    }

    Duration timeout() {
        return limits.timeout();
    }

    long heldBytes() {
        return held.get();
    }

    /** One of them, as it came; closing it gives its bytes back. Used by one thread at a time. */
    final class Recording implements AutoCloseable {

        private ByteString bytes = ByteString.EMPTY;

        private Recording() {}

        /**
         * Adds bytes, which are not copied.
         *
         * @throws RecognitionException of {@link Reason#AUDIO_TOO_LARGE} or {@link Reason#OVERLOADED}
         */
        void add(ByteString more) {
            if ((long) bytes.size() + more.size() > limits.maxAudioBytes()) {
                throw new RecognitionException(
                        Reason.AUDIO_TOO_LARGE,
                        "expected at most %d bytes".formatted(limits.maxAudioBytes()));
            }
            if (held.addAndGet(more.size()) > limits.maxBufferedBytes()) {
                held.addAndGet(-more.size());
                throw new RecognitionException(
                        Reason.OVERLOADED, "too many bytes of audio are on their way");
            }
            bytes = bytes.concat(more);
        }

        InputStream stream() {
            return bytes.newInput();
        }

        @Override
        public void close() {
            held.addAndGet(-bytes.size());
            bytes = ByteString.EMPTY;
        }
    }
}
