package dev.undertone.web;

import dev.undertone.recognition.Answer;
import dev.undertone.recognition.AnswerJson;
import dev.undertone.recognition.Deadline;
import dev.undertone.recognition.EmotionRecognizer;
import dev.undertone.recognition.RecognitionOptions;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/emotions}: a recording in, its answer out. Described in {@code openapi.yaml}. */
@Hidden
@RestController
final class EmotionController {

    private final EmotionRecognizer recognizer;
    private final RequestDeadline deadlines;
    private final AudioUpload upload;

    EmotionController(EmotionRecognizer recognizer, RequestDeadline deadlines, AudioUpload upload) {
        this.recognizer = recognizer;
        this.deadlines = deadlines;
        this.upload = upload;
    }

    /** Checks what the query asks for, then reads the recording, then recognises it. */
    @PostMapping(path = "/v1/emotions", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> recognize(HttpServletRequest request) throws IOException {
        RecognitionOptions options =
                RecognitionOptions.parse(QueryString.parse(request.getQueryString()));
        Deadline deadline = deadlines.of(request);
        recognizer.check(options);
        try (AudioUpload.Recording recording = upload.read(request, deadline)) {
            Answer answer =
                    recognizer.recognize(
                            RequestIdFilter.requestId(request),
                            recording.stream(),
                            options,
                            deadline);
            HeardAudio.add(request, answer);
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(AnswerJson.write(answer));
        }
    }
}
