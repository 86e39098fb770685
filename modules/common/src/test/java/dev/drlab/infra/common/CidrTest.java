package dev.drlab.infra.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/16", "0.0.0.0/0", "255.255.255.255/32", "172.16.8.0/21", "192.168.1.128/25"})
    void isWrittenAsItWasRead(String text) {
        assertThat(Cidr.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0",
                "10.0.0/16",
                "10.020.0.0/16",
                "10.0.0.0/",
                "10.0.0.0/16 ",
                "fd00::/8",
                "10.0.0.0/-1"
            })
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> Cidr.of(text))
                .hasMessageContaining("must look like")
                .hasMessageContaining(text);
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatThrownBy(() -> Cidr.of("10.0.256.0/24")).hasMessageContaining("256");
        assertThatThrownBy(() -> Cidr.of("10.0.0.0/33")).hasMessageContaining("33");
    }

    @Test
    void namesTheFirstAddressOfARangeThatStartsWithin() {
        assertThatThrownBy(() -> Cidr.of("10.0.1.0/16")).hasMessageContaining("10.0.0.0/16");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/16, 10.0.0.0/16, true",
        "10.0.0.0/16, 10.0.255.0/24, true",
        "10.0.0.0/16, 10.1.0.0/16, false",
        "10.1.0.0/16, 10.0.0.0/8, true",
        "192.168.0.0/24, 192.168.1.0/24, false",
    })
    void overlapsWhateverSharesAnAddress(String one, String other, boolean overlap) {
        assertThat(Cidr.of(one).overlaps(Cidr.of(other))).isEqualTo(overlap);
        assertThat(Cidr.of(other).overlaps(Cidr.of(one))).isEqualTo(overlap);
    }

    @Test
    void containsItselfAndItsPartsOnly() {
        Cidr range = Cidr.of("10.0.0.0/16");
        assertThat(range.contains(range)).isTrue();
        assertThat(range.contains(Cidr.of("10.0.128.0/17"))).isTrue();
        assertThat(range.contains(Cidr.of("10.0.0.0/15"))).isFalse();
        assertThat(range.contains(Cidr.of("10.1.0.0/24"))).isFalse();
    }

    @Test
    void hasAsManyPartsAsTheBitsCount() {
        Cidr range = Cidr.of("10.0.0.0/16");
        assertThat(range.part(2, 0)).hasToString("10.0.0.0/18");
        assertThat(range.part(2, 3)).hasToString("10.0.192.0/18");
        assertThatThrownBy(() -> range.part(2, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> range.part(17, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
