package dev.undertone.model;

import java.util.regex.Pattern;

/** Tells from what the engine throws at an inference what is wrong, as far as its words tell. */
final class EngineFailure {

    /**
     * ONNX Runtime's words (CudaCall and the CUDA arena): {@code CUDA failure 700: an illegal memory access was encountered
     * ; GPU=0 ; ...}, and the same of CUDA's libraries.
     */
    private static final Pattern CUDA = Pattern.compile("\\bCU[A-Z]+ failure -?\\d+");

    /** The arena's words, and CUDA's for error 2, after which the session goes on. */
    private static final Pattern NO_MEMORY =
            Pattern.compile("Failed to allocate memory for requested buffer|: out of memory");

    private EngineFailure() {}

    /**
     * The one fault of a failed inference. DJL wraps what a translator throws: ours is dug out, anything else is the
     * engine's.
     */
    static ModelException of(Throwable thrown) {
        ModelException.Fault fault = ModelException.Fault.INFERENCE_FAILED;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ModelException known) {
                return known;
            }
            String words = String.valueOf(cause.getMessage());
            if (NO_MEMORY.matcher(words).find()) {
                fault = ModelException.Fault.OUT_OF_MEMORY;
            } else if (CUDA.matcher(words).find()) {
                fault = ModelException.Fault.DEVICE_LOST;
            }
        }
        return new ModelException(fault, "the engine failed on an input", thrown);
    }
}
