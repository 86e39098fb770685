package dev.drlab.statemachine.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.GuardedJsonata;
import com.dashjoin.jsonata.JException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Functions of JSONata for which the library's answer is not that of jsonata 2.0.6. They are public for the library,
 * which calls them by reflection; undefined arguments are null.
 */
public final class Corrected {
    private static final double FIRST_WITH_EXPONENT = 1e21;

    private Corrected() {}

    /** A merge sort: items that the comparator does not swap keep their order. */
    public static Object sort(List<?> items, Object comparator) {
        return items == null || comparator == null
                ? Functions.sort(items, null)
                : sorted(new ArrayList<>(items), comparator);
    }

    private static List<Object> sorted(List<Object> items, Object comparator) {
        if (items.size() <= 1) {
            return items;
        }
        int middle = items.size() / 2;
        List<Object> left = sorted(new ArrayList<>(items.subList(0, middle)), comparator);
        List<Object> right = sorted(new ArrayList<>(items.subList(middle, items.size())), comparator);
        List<Object> merged = new ArrayList<>(items.size());
        int l = 0;
        int r = 0;
        while (l < left.size() && r < right.size()) {
            boolean swap = !GuardedJsonata.isFalse(GuardedJsonata.call(comparator, List.of(left.get(l), right.get(r))));
            merged.add(swap ? right.get(r++) : left.get(l++));
        }
        merged.addAll(left.subList(l, left.size()));
        merged.addAll(right.subList(r, right.size()));
        return merged;
    }

    /** Step Functions flattens lists in the list, as measured on AWS. */
    public static Object merge(List<?> items) {
        if (items == null) {
            return null;
        }
        Map<Object, Object> merged = new LinkedHashMap<>();
        mergeInto(merged, items);
        return merged;
    }

    private static void mergeInto(Map<Object, Object> merged, Object value) {
        if (value instanceof Map<?, ?> fields) {
            merged.putAll(fields);
        } else if (value instanceof List<?> items) {
            items.forEach(item -> mergeInto(merged, item));
        } else {
            throw new JException("$merge needs an array of objects, got " + value, 0);
        }
    }

    /** A number has 15 significant digits, and an exponent only from 1e21. */
    public static Object string(Object value, Boolean prettify) {
        if (value instanceof Number number && !(value instanceof Integer)) {
            double d = number.doubleValue();
            if (!Double.isFinite(d)) {
                throw new JException("$string: Infinity is no number that can be written", 0);
            }
            if (d == Math.rint(d) && Math.abs(d) < FIRST_WITH_EXPONENT) {
                return new BigDecimal(d)
                        .round(new MathContext(15))
                        .toBigInteger()
                        .toString();
            }
        }
        return Functions.string(value, prettify);
    }
}
