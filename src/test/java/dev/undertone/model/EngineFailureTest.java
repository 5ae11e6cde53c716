package dev.undertone.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.model.ModelException.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineFailureTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CUDA failure 700: an illegal memory access was encountered ; GPU=0 | DEVICE_LOST",
                "CUDA failure 999: unknown error ; GPU=0 ; hostname=h | DEVICE_LOST",
                "CUBLAS failure 14: CUBLAS_STATUS_INTERNAL_ERROR ; GPU=0 | DEVICE_LOST",
                "CUDNN failure 5000: CUDNN_STATUS_EXECUTION_FAILED ; GPU=0 | DEVICE_LOST",
                "CUDA failure 2: out of memory ; GPU=0 ; hostname=h | OUT_OF_MEMORY",
                "bfc_arena.cc:376 Failed to allocate memory for requested buffer of size 9 | OUT_OF_MEMORY",
                "Non-zero status code returned while running MatMul node | INFERENCE_FAILED",
                "tensor CUDA_7 has a wrong shape | INFERENCE_FAILED"
            })
    void of_wordsOfTheEngine_tellTheFault(String words, Fault fault) {
        Exception wrapped = new IllegalStateException("outer", new IllegalStateException(words));

        assertThat(EngineFailure.of(wrapped).fault()).isEqualTo(fault);
    }

    @Test
    void of_faultOfOurOwn_isDugOut() {
        ModelException ours = new ModelException(Fault.OUTPUT_INVALID, "CUDA failure 700: x");

        assertThat(EngineFailure.of(new IllegalStateException(ours))).isSameAs(ours);
    }
}
