package dev.drlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "0.0004, 0.4 ms",
        "0.185, 185 ms",
        "0.9994, 999 ms",
        "0.9996, 1 s",
        "4.09, 4.09 s",
        "41.72, 41.7 s",
        "119, 119 s",
        "300, 5 min",
        "330, 5.5 min",
        "1800, 30 min",
        "9000, 2.5 h"
    })
    void showsADurationInTheUnitThatFits(double seconds, String shown) {
        assertThat(Quantity.duration(seconds)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; 0",
                "3.14159; 3.14",
                "14.4; 14.4",
                "999.6; 1,000",
                "1234.5; 1,235",
                "0.00004; < 0.001",
                "0.0126; 0.013",
                "100; 100",
                "12345678; 12,345,678"
            })
    void showsThreeFiguresAndNoExponent(double value, String shown) {
        assertThat(Quantity.figures(value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"1, 100 %", "0.99999, 99.99 %", "0.5, 50 %", "0, 0 %"})
    void showsAHundredPercentOnlyWhenNothingIsMissing(double ratio, String shown) {
        assertThat(Quantity.percent(ratio)).isEqualTo(shown);
    }
}
