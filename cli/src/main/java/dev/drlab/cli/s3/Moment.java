package dev.drlab.cli.s3;

import dev.drlab.cli.option.DurationConverter;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment on the command line: {@code 2026-01-31T09:30:00Z}, with an offset instead of Z, or {@code 15m} ago. */
final class Moment implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return ago(text);
        }
    }

    private static Instant ago(String text) {
        try {
            Duration ago = new DurationConverter().convert(text);
            return Instant.now().minus(ago);
        } catch (RuntimeException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no moment; give one such as 2026-01-31T09:30:00Z, or how long ago, such as 15m");
        }
    }
}
