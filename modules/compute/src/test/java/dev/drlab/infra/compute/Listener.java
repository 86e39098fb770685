package dev.drlab.infra.compute;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.infra.synthesized.Synthesized;
import java.util.Comparator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Answers as a balancer would: the rule with the lowest priority number whose pattern fits, else the default action. */
final class Listener {
    private final Synthesized stack;
    private final String arn;
    private final JsonNode listener;

    /** The stack's listener on the port. */
    Listener(Synthesized stack, int port) {
        this.stack = stack;
        JsonNode listeners = stack.resources().path("aws_lb_listener");
        String name = StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(listeners.fieldNames(), Spliterator.ORDERED), false)
                .filter(candidate -> listeners.path(candidate).path("port").asInt() == port)
                .findFirst()
                .orElseThrow();
        arn = "${aws_lb_listener." + name + ".arn}";
        listener = listeners.path(name);
    }

    /** The action for a request with the path: {@code forward}, {@code redirect}, or a fixed status. */
    String actionFor(String path) {
        return stack.all("aws_lb_listener_rule").stream()
                .filter(rule -> rule.path("listener_arn").asText().equals(arn))
                .sorted(Comparator.comparingInt(
                        (JsonNode rule) -> rule.path("priority").asInt()))
                .filter(rule -> matches(rule, path))
                .findFirst()
                .map(rule -> action(rule.path("action").path(0)))
                .orElseGet(() -> action(listener.path("default_action").path(0)));
    }

    private static boolean matches(JsonNode rule, String path) {
        JsonNode patterns = rule.path("condition").path(0).path("path_pattern").path("values");
        return StreamSupport.stream(patterns.spliterator(), false)
                .anyMatch(pattern -> glob(pattern.asText()).matcher(path).matches());
    }

    /** {@code *}: any number of characters, also slashes; {@code ?}: exactly one. */
    private static Pattern glob(String pattern) {
        return Pattern.compile(pattern.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining()));
    }

    private static String action(JsonNode action) {
        String type = action.path("type").asText();
        return type.equals("fixed-response")
                ? action.path("fixed_response").path("status_code").asText()
                : type;
    }
}
