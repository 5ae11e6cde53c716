package dev.undertone.chart;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Looks through typed Kubernetes objects for fields that their types do not have. */
final class Unknown {

    private Unknown() {}

    /** Adds the path of every such field. */
    static void walk(Object object, String path, List<String> found) {
        if (object instanceof Collection<?> items) {
            int index = 0;
            for (Object item : items) {
                walk(item, path + "." + index++, found);
            }
            return;
        }
        if (object == null || !object.getClass().getName().startsWith("io.fabric8.kubernetes")) {
            return;
        }
        for (Method getter : object.getClass().getMethods()) {
            if (getter.getParameterCount() > 0 || !getter.getName().startsWith("get")) {
                continue;
            }
            Object value = value(getter, object);
            if (getter.getName().equals("getAdditionalProperties")) {
                ((Map<?, ?>) value).keySet().forEach(name -> found.add(path + "." + name));
            } else {
                walk(value, path + "." + getter.getName().substring(3), found);
            }
        }
    }

    private static Object value(Method getter, Object object) {
        try {
            return getter.invoke(object);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
