package dev.undertone.app;

import io.micrometer.common.KeyValues;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** Spring's names and tags of requests, less what a caller can choose: an unknown method and the path. */
final class RequestSpanNames extends DefaultServerRequestObservationConvention {

    @Override
    public String getContextualName(ServerRequestObservationContext context) {
        String method = method(context).getValue();
        String pattern = context.getPathPattern();
        return pattern == null ? method : method + " " + pattern;
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
        return KeyValues.empty();
    }
}
