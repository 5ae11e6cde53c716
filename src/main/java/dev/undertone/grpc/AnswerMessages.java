package dev.undertone.grpc;

import dev.undertone.audio.AudioDescription;
import dev.undertone.grpc.v1.Attention;
import dev.undertone.grpc.v1.Audio;
import dev.undertone.grpc.v1.ChannelRecognition;
import dev.undertone.grpc.v1.Model;
import dev.undertone.grpc.v1.RecognizeResponse;
import dev.undertone.recognition.Abstention;
import dev.undertone.recognition.Answer;
import dev.undertone.recognition.AttentionWeights;
import dev.undertone.recognition.ChannelRecognitions;
import dev.undertone.recognition.Judgement;
import dev.undertone.recognition.ModelReference;
import dev.undertone.recognition.Processing;
import dev.undertone.recognition.Recognition;
import org.jspecify.annotations.Nullable;

/** Answers as messages: field by field, float by float. */
final class AnswerMessages {

    private AnswerMessages() {}

    static RecognizeResponse of(Answer answer) {
        RecognizeResponse.Builder message = RecognizeResponse.newBuilder();
        if (answer instanceof Recognition recognition) {
            message.setRecognition(of(recognition));
        } else if (answer instanceof ChannelRecognitions channels) {
            message.setChannels(of(channels));
        }
        return message.build();
    }

    static dev.undertone.grpc.v1.Recognition of(Recognition answer) {
        return dev.undertone.grpc.v1.Recognition.newBuilder()
                .setId(answer.id())
                .setModel(of(answer.model()))
                .setJudgement(of(answer.judgement()))
                .setAudio(of(answer.audio()))
                .setProcessing(of(answer.processing()))
                .build();
    }

    static Model of(ModelReference model) {
        return Model.newBuilder().setName(model.name()).setVersion(model.version()).build();
    }

    static Attention of(AttentionWeights attention) {
        Attention.Builder message =
                Attention.newBuilder()
                        .setHopSeconds(attention.hopSeconds())
                        .setFrameSeconds(attention.frameSeconds())
                        .setStartSeconds(attention.startSeconds());
        for (float weight : attention.weights()) {
            message.addWeights(weight);
        }
        return message.build();
    }

    private static dev.undertone.grpc.v1.ChannelRecognitions of(ChannelRecognitions answer) {
        dev.undertone.grpc.v1.ChannelRecognitions.Builder message =
                dev.undertone.grpc.v1.ChannelRecognitions.newBuilder()
                        .setId(answer.id())
                        .setAudio(of(answer.audio()));
        for (ChannelRecognitions.ChannelRecognition channel : answer.channels()) {
            message.addChannels(
                    ChannelRecognition.newBuilder()
                            .setChannel(channel.channel())
                            .setModel(of(channel.model()))
                            .setJudgement(of(channel.judgement()))
                            .setProcessing(of(channel.processing())));
        }
        return message.build();
    }

    private static dev.undertone.grpc.v1.Judgement of(Judgement judgement) {
        dev.undertone.grpc.v1.Judgement.Builder message =
                dev.undertone.grpc.v1.Judgement.newBuilder()
                        .setSpeechDetected(judgement.speechDetected())
                        .setAbstention(of(judgement.abstention()))
                        .putAllProbabilities(judgement.probabilities());
        if (judgement.emotion() != null) {
            message.setEmotion(judgement.emotion());
        }
        if (judgement.confidence() != null) {
            message.setConfidence(judgement.confidence());
        }
        if (judgement.attention() != null) {
            message.setAttention(of(judgement.attention()));
        }
        if (judgement.embedding() != null) {
            for (float value : judgement.embedding().values()) {
                message.addEmbedding(value);
            }
        }
        return message.build();
    }

    private static dev.undertone.grpc.v1.Abstention of(@Nullable Abstention abstention) {
        if (abstention == null) {
            return dev.undertone.grpc.v1.Abstention.ABSTENTION_UNSPECIFIED;
        }
        return switch (abstention) {
            case NO_SPEECH -> dev.undertone.grpc.v1.Abstention.ABSTENTION_NO_SPEECH;
            case LOW_CONFIDENCE -> dev.undertone.grpc.v1.Abstention.ABSTENTION_LOW_CONFIDENCE;
        };
    }

    private static Audio of(AudioDescription audio) {
        return Audio.newBuilder()
                .setDurationSeconds(audio.durationSeconds())
                .setContainer(audio.container())
                .setCodec(audio.codec())
                .setSampleRateHz(audio.sampleRateHz())
                .setChannels(audio.channels())
                .build();
    }

    private static dev.undertone.grpc.v1.Processing of(Processing processing) {
        return dev.undertone.grpc.v1.Processing.newBuilder()
                .setQueueMs(processing.queueMs())
                .setDecodeMs(processing.decodeMs())
                .setFeatureMs(processing.featureMs())
                .setInferenceMs(processing.inferenceMs())
                .build();
    }
}
