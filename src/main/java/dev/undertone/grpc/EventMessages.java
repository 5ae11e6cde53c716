package dev.undertone.grpc;

import dev.undertone.grpc.v1.Bye;
import dev.undertone.grpc.v1.EndedBy;
import dev.undertone.grpc.v1.Error;
import dev.undertone.grpc.v1.Partial;
import dev.undertone.grpc.v1.Ready;
import dev.undertone.grpc.v1.StreamResponse;
import dev.undertone.grpc.v1.Utterance;
import dev.undertone.live.LiveEvent;

/** Events of a session as messages. */
final class EventMessages {

    private EventMessages() {}

    static StreamResponse of(LiveEvent event) {
        StreamResponse.Builder message = StreamResponse.newBuilder();
        if (event instanceof LiveEvent.Ready ready) {
            message.setReady(of(ready));
        } else if (event instanceof LiveEvent.Partial partial) {
            message.setPartial(of(partial));
        } else if (event instanceof LiveEvent.Utterance utterance) {
            message.setUtterance(of(utterance));
        } else if (event instanceof LiveEvent.Failure failure) {
            message.setError(of(failure));
        } else if (event instanceof LiveEvent.Bye bye) {
            message.setBye(Bye.newBuilder().setReason(bye.reason()));
        }
        return message.build();
    }

    private static Ready of(LiveEvent.Ready ready) {
        return Ready.newBuilder()
                .setSessionId(ready.sessionId())
                .setModel(AnswerMessages.of(ready.model()))
                .build();
    }

    private static Partial of(LiveEvent.Partial partial) {
        Partial.Builder message =
                Partial.newBuilder()
                        .setUtteranceId(partial.utteranceId())
                        .setStartMs(partial.startMs())
                        .setEndMs(partial.endMs())
                        .putAllProbabilities(partial.probabilities());
        if (partial.attention() != null) {
            message.setAttention(AnswerMessages.of(partial.attention()));
        }
        return message.build();
    }

    private static Utterance of(LiveEvent.Utterance utterance) {
        return Utterance.newBuilder()
                .setUtteranceId(utterance.utteranceId())
                .setStartMs(utterance.startMs())
                .setEndMs(utterance.endMs())
                .setEndedBy(endedBy(utterance))
                .setResult(AnswerMessages.of(utterance.result()))
                .build();
    }

    private static EndedBy endedBy(LiveEvent.Utterance utterance) {
        return switch (utterance.endedBy().word()) {
            case "vad" -> EndedBy.ENDED_BY_VAD;
            case "flush" -> EndedBy.ENDED_BY_FLUSH;
            case "finish" -> EndedBy.ENDED_BY_FINISH;
            case "max-length" -> EndedBy.ENDED_BY_MAX_LENGTH;
            default ->
                    throw new IllegalArgumentException(
                            "expected an ending but got " + utterance.endedBy().word());
        };
    }

    private static Error of(LiveEvent.Failure failure) {
        return Error.newBuilder()
                .setFatal(failure.fatal())
                .setProblem(ProblemStatus.message(failure.problem()))
                .build();
    }
}
