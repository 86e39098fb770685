package dev.drlab.console;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 250ms}, {@code 30s}, {@code 5m}, {@code 1h30m}, {@code 1.5s}, or ISO 8601
 * ({@code PT30S}). A bare number is refused, because it does not say of what; so is anything negative.
 */
public final class DurationText {
    private static final Pattern WHOLE = Pattern.compile("(\\d+(\\.\\d+)?(ms|s|m|h|d))+");
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)");

    private DurationText() {}

    /** @throws IllegalArgumentException naming the text and how it is written, when it is no duration */
    public static Duration parse(String text) {
        String trimmed = text.trim().toLowerCase(Locale.ROOT);
        try {
            Duration duration = WHOLE.matcher(trimmed).matches() ? ofParts(trimmed) : Duration.parse(trimmed);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            // Told below, in one way.
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no duration: write it like 250ms, 30s, 5m, 1h30m or PT30S");
    }

    private static Duration ofParts(String text) {
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            double nanos = Double.parseDouble(part.group(1)) * nanosPer(part.group(2));
            if (nanos >= Long.MAX_VALUE) {
                throw new ArithmeticException("too long");
            }
            sum = sum.plusNanos(Math.round(nanos));
        }
        return sum;
    }

    private static double nanosPer(String unit) {
        return switch (unit) {
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            case "h" -> 3600e9;
            default -> 86_400e9;
        };
    }
}
