package dev.undertone.recognition;

import java.util.List;

/**
 * What is known of a timeline before its first segment.
 *
 * @param id the request's name
 * @param model which answers
 * @param labels of every segment, in their order
 */
public record TimelineStart(String id, ModelReference model, List<String> labels) {

    public TimelineStart {
        labels = List.copyOf(labels);
    }
}
