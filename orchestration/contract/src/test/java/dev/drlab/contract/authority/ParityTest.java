package dev.drlab.contract.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParityTest {
    @ParameterizedTest
    @CsvSource({"ODD,0,1", "EVEN,0,2", "ODD,1,3", "EVEN,1,2", "ODD,2,3", "EVEN,2,4", "ODD,7,9", "EVEN,7,8"})
    void theNextEpochIsTheSmallestOfItsOwn(Parity parity, long seen, long expected) {
        assertThat(parity.nextAbove(seen)).isEqualTo(expected);
    }

    @Test
    void everyEpochBelongsToOneRegion() {
        for (long epoch = 1; epoch <= 1000; epoch++) {
            assertThat(Parity.ODD.owns(epoch)).isNotEqualTo(Parity.EVEN.owns(epoch));
        }
    }

    @Test
    void twoRegionsThatSawTheSameNeverPickTheSame() {
        for (long seen = 0; seen <= 1000; seen++) {
            long odd = Parity.ODD.nextAbove(seen);
            long even = Parity.EVEN.nextAbove(seen);
            assertThat(odd).isNotEqualTo(even).isGreaterThan(seen);
            assertThat(even).isGreaterThan(seen);
            assertThat(Parity.ODD.owns(odd)).isTrue();
            assertThat(Parity.EVEN.owns(even)).isTrue();
        }
    }

    @Test
    void reads() {
        assertThat(Parity.parse("Odd")).isEqualTo(Parity.ODD);
        assertThat(Parity.parse("EVEN")).isEqualTo(Parity.EVEN);
        assertThatThrownBy(() -> Parity.parse("none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'none'");
        assertThatThrownBy(() -> Parity.ODD.nextAbove(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
