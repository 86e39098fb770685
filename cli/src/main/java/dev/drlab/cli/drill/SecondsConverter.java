package dev.drlab.cli.drill;

import dev.drlab.cli.option.DurationConverter;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of seconds, or a duration with its unit. */
final class SecondsConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        String trimmed = text.trim();
        if (!trimmed.matches("[0-9]+")) {
            return new DurationConverter().convert(text);
        }
        try {
            return Duration.ofSeconds(Integer.parseInt(trimmed));
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' seconds are too many");
        }
    }
}
