package dev.drlab.report;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Copies of records in which every text is hostile. By reflection, so that a field that is added later is hostile too. */
public final class Hostile {
    /**
     * Text that would end an element, an attribute, a style sheet or a CDATA section, and characters that XML does not
     * allow.
     */
    public static final String TEXT =
            "</style></title><script>alert(1)</script> & &amp; \"quoted\" 'single' ]]> -- \u0000 \u0085 \uD800 \uFFFF";

    private static final String DIGEST = "[0-9a-f]{64}";

    private Hostile() {}

    /** How a page must show a text: what XML cannot hold is replaced. */
    public static String shown(String text) {
        return text.replaceAll("[\u0000\u0085\uD800\uFFFF]", "\uFFFD");
    }

    /** The same record; each text that is not blank is an address (some must be), what it was, and hostile. */
    public static <T extends Record> T copy(T original) {
        return copy(original, TEXT);
    }

    /** The same record; each text is an address (some must be), what it was, and the suffix. */
    public static <T extends Record> T copy(T original, String suffix) {
        @SuppressWarnings("unchecked")
        T copy = (T) value(original, suffix);
        return copy;
    }

    private static Object value(Object value, String suffix) {
        if (value instanceof String text) {
            return text.isBlank() || text.matches(DIGEST) ? text : "https://" + text + suffix;
        }
        if (value instanceof List<?> list) {
            return new ArrayList<>(
                    list.stream().map(element -> value(element, suffix)).toList());
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(value(key, suffix), value(element, suffix)));
            return copy;
        }
        return value instanceof Record original ? made(original, suffix) : value;
    }

    private static Record made(Record original, String suffix) {
        RecordComponent[] components = original.getClass().getRecordComponents();
        try {
            Class<?>[] types =
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = original.getClass().getDeclaredConstructor(types);
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(components[i].getAccessor().invoke(original), suffix);
            }
            return (Record) constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot copy a " + original.getClass(), e);
        }
    }
}
