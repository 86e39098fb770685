package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.cli.option.DurationConverter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {
    private final DurationConverter converter = new DurationConverter();

    @ParameterizedTest
    @CsvSource({
        "250ms, 250",
        "30s, 30000",
        "5m, 300000",
        "1h30m, 5400000",
        "1.5s, 1500",
        "1d, 86400000",
        "0s, 0",
        "PT30S, 30000",
        "pt5m, 300000",
        "' 2s ', 2000",
        "5M, 300000"
    })
    void readsWhatPeopleWrite(String text, long millis) {
        assertThat(converter.convert(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "", "s", "-5s", "PT-5S", "5 minutes", "1e3s", "5sm", "99999999999999999999d"})
    void refusesTheRestInOneWay(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "' is no duration: write it like");
    }

    @Test
    void addsUpTheParts() {
        assertThat(converter.convert("1m2s3ms")).isEqualTo(Duration.ofMillis(62_003));
    }
}
