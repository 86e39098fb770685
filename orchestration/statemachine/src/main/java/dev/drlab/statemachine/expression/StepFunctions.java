package dev.drlab.statemachine.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.GuardedJsonata;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drlab.contract.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The functions that Step Functions adds to JSONata, and {@code $now} and {@code $millis} on the runner's clock. Source:
 * "Transforming data with JSONata in Step Functions", AWS Step Functions Developer Guide.
 */
final class StepFunctions {
    /** Single quotes are taken and a repeated key is an error, as measured on AWS. */
    private static final ObjectMapper JSON = Json.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Set<String> ALGORITHMS = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");
    private static final int MAX_RANGE_ITEMS = 100_000;

    private static final Map<String, JFunction> ADDED = Map.of(
            "partition", function("partition", 2, StepFunctions::partition),
            "range", function("range", 3, StepFunctions::range),
            "hash", function("hash", 2, StepFunctions::hash),
            "random", function("random", 0, StepFunctions::random),
            "uuid", function("uuid", 0, args -> UUID.randomUUID().toString()),
            "parse", function("parse", 1, StepFunctions::parse),
            "eval",
                    function("eval", 0, args -> {
                        throw new JException("$eval is not available in Step Functions; use $parse for JSON", 0);
                    }));

    /** Signatures by name, in JSONata's notation. */
    private static final Map<String, String> CORRECTED =
            Map.of("sort", "<af?:a>", "merge", "<a:o>", "string", "<x-b?:s>");

    /** The names of the functions that Step Functions adds. */
    static final Set<String> ADDED_NAMES = Set.of("partition", "range", "hash", "random", "uuid", "parse");

    /** A function over the evaluated arguments. */
    private interface Body {
        Object apply(List<?> arguments);
    }

    private StepFunctions() {}

    static void bind(Jsonata.Frame frame, long nowMillis, Set<String> used) {
        for (Map.Entry<String, JFunction> function : ADDED.entrySet()) {
            if (used.contains(function.getKey())) {
                frame.bind(function.getKey(), function.getValue());
            }
        }
        CORRECTED.forEach((name, signature) -> {
            if (used.contains(name)) {
                frame.bind(name, new JFunction(name, signature, Corrected.class, null, name));
            }
        });
        if (used.contains("millis")) {
            frame.bind("millis", function("millis", 0, args -> nowMillis));
        }
        if (used.contains("now")) {
            frame.bind(
                    "now",
                    function(
                            "now",
                            0,
                            args -> Functions.dateTimeFromMillis(nowMillis, textOrNull(args, 0), textOrNull(args, 1))));
        }
    }

    private static JFunction function(String name, int needed, Body body) {
        return new JFunction(
                (input, args) -> {
                    List<?> arguments = (List<?>) args;
                    if (arguments.size() < needed) {
                        throw new JException(
                                "$" + name + " needs " + needed + " arguments, got " + arguments.size(), 0);
                    }
                    return body.apply(arguments);
                },
                null);
    }

    private static Object partition(List<?> args) {
        if (!(args.get(0) instanceof List<?> items)) {
            throw new JException("$partition needs an array as its first argument", 0);
        }
        int size = whole("partition", args.get(1)); // 1.5 counts as 1, as measured on AWS
        if (size < 1) {
            throw new JException("$partition needs a size of 1 or more, got " + size, 0);
        }
        List<Object> parts = new ArrayList<>(); // no sequence: one part stays a list of one, as recorded on AWS
        for (int from = 0; from < items.size(); from += size) {
            parts.add(new ArrayList<>(items.subList(from, Math.min(items.size(), from + size))));
        }
        return parts;
    }

    private static Object range(List<?> args) {
        int first = integer("range", args.get(0));
        int last = integer("range", args.get(1));
        int step = integer("range", args.get(2));
        if (step == 0) {
            throw new JException("$range needs a step other than 0", 0);
        }
        List<Object> items = GuardedJsonata.sequence();
        for (long item = first; step > 0 ? item <= last : item >= last; item += step) {
            if (items.size() == MAX_RANGE_ITEMS) {
                throw new JException("$range would make more than " + MAX_RANGE_ITEMS + " items", 0);
            }
            items.add((int) item);
        }
        return items;
    }

    private static Object hash(List<?> args) {
        if (!(args.get(0) instanceof String data) || !(args.get(1) instanceof String algorithm)) {
            throw new JException("$hash needs two strings: the data and the algorithm", 0);
        }
        if (!ALGORITHMS.contains(algorithm)) {
            throw new JException("$hash knows MD5, SHA-1, SHA-256, SHA-384 and SHA-512, not " + algorithm, 0);
        }
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            return HexFormat.of().formatHex(digest.digest(data.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private static Object random(List<?> args) {
        if (args.isEmpty() || args.get(0) == null) {
            return ThreadLocalRandom.current().nextDouble();
        }
        return new Random(integer("random", args.get(0))).nextDouble();
    }

    private static Object parse(List<?> args) {
        if (!(args.get(0) instanceof String text)) {
            throw new JException("$parse needs a string", 0);
        }
        try {
            return Values.toJava(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new JException("$parse was given text that is not JSON: " + e.getOriginalMessage(), 0);
        }
    }

    private static int whole(String function, Object value) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return (int) Math.floor(number.doubleValue());
        }
        throw new JException("$" + function + " needs a number, got " + value, 0);
    }

    private static int integer(String function, Object value) {
        if (value instanceof Number number && number.doubleValue() == number.intValue()) {
            return number.intValue();
        }
        throw new JException("$" + function + " needs an integer, got " + value, 0);
    }

    private static String textOrNull(List<?> args, int index) {
        return args.size() > index && args.get(index) instanceof String text ? text : null;
    }
}
