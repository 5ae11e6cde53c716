package dev.undertone.web;

import dev.undertone.annotation.TimelineFormat;
import dev.undertone.annotation.TimelineWriter;
import dev.undertone.recognition.Problem;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.TimelineMode;
import dev.undertone.recognition.TimelineOptions;
import dev.undertone.recognition.TimelineRecognizer;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /v1/emotions/timeline}: a long recording in, its timeline out while the recording comes. Described in {@code
 * openapi.yaml}.
 */
@Hidden
@RestController
final class TimelineController {

    private static final Logger LOG = LoggerFactory.getLogger(TimelineController.class);

    /**
     * What is not read event by event is held back until this much has come together: most answers then come whole, or as
     * a problem with its own status.
     */
    private static final int HELD_BYTES = 1 << 20;

    private final TimelineRecognizer timelines;
    private final TimelineUpload upload;

    TimelineController(TimelineRecognizer timelines, TimelineUpload upload) {
        this.timelines = timelines;
        this.upload = upload;
    }

    /** Checks what the query asks for, then judges the recording while it is read. */
    @PostMapping("/v1/emotions/timeline")
    void recognize(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, List<String>> parameters = QueryString.parse(request.getQueryString());
        TimelineFormat format = FormatNegotiation.choose(parameters, request.getHeader("Accept"));
        TimelineOptions options = TimelineOptions.parse(parameters);
        timelines.check(options);
        try (TimelineUpload.Recording recording =
                upload.open(request, options.mode() == TimelineMode.SEGMENTS)) {
            byte[] segments = recording.segments();
            TimelineOptions all =
                    segments == null ? options : timelines.withSegments(options, segments);
            prepare(response, format);
            write(request, response, format.writer(response.getOutputStream()), all, recording);
        }
    }

    private static void prepare(HttpServletResponse response, TimelineFormat format) {
        if (!format.isLive()) {
            response.setBufferSize(HELD_BYTES);
        }
        response.setContentType(
                format == TimelineFormat.JSON || format == TimelineFormat.JSON_LINES
                        ? format.mediaType()
                        : format.mediaType() + ";charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        // nginx would collect the events.
        response.setHeader("X-Accel-Buffering", "no");
    }

    private void write(
            HttpServletRequest request,
            HttpServletResponse response,
            TimelineWriter writer,
            TimelineOptions options,
            TimelineUpload.Recording recording)
            throws IOException {
        String id = RequestIdFilter.requestId(request);
        try {
            timelines.recognize(
                    id, recording.audio(), options, HeardAudio.counting(request, writer));
        } catch (IOException e) {
            throw outcome(e);
        } catch (RecognitionException e) {
            if (!response.isCommitted()) {
                throw e;
            }
            if (e.reason().isOurs()) {
                LOG.error("{}: {}", e.reason().code(), e.detail(), e);
            }
            RequestOutcomeFilter.refused(request, e.reason());
            if (!writer.failed(Problem.of(e, id))) {
                RequestOutcomeFilter.truncated(request);
            }
        }
    }

    /** A caller who does not read is told apart from one who went away. */
    private static IOException outcome(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                throw new RecognitionException(
                        Reason.SLOW_CLIENT, "the answer was not read in time", e);
            }
        }
        return e;
    }
}
