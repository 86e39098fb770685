package dev.drlab.breakglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.console.CannotRunException;
import dev.drlab.region.RegionName;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of executions and regions. */
class NamesTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00.5Z");

    @ParameterizedTest
    @CsvSource({"activate,us-west-2", "reprotect,ap-southeast-2", "activate,us-gov-east-1"})
    void anExecutionsNameIsReadBackAndFitsStepFunctions(String verb, String region) {
        ExecutionName name = new ExecutionName(verb, region, "123456789012", ExecutionName.start(START, -1));
        assertThat(name.text())
                .isEqualTo("break-glass-" + verb + "-" + region + "-123456789012-20260131T120000Z-ffffffff")
                .hasSizeLessThanOrEqualTo(80);
        assertThat(ExecutionName.parse(name.text())).contains(name);
    }

    @Test
    void executionsOfTheSameSecondDiffer() {
        assertThat(ExecutionName.start(START, 1)).isNotEqualTo(ExecutionName.start(START, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bootstrap-1", "activate-us-west-2-planned-20260131T120000000-1"})
    void aNameThatSomethingElseGaveIsNotRead(String text) {
        assertThat(ExecutionName.parse(text)).isEmpty();
    }

    @Test
    void whatCouldNotBeReadBackIsRefused() {
        assertThatThrownBy(
                        () -> new ExecutionName("activate", "nowhere", "123456789012", ExecutionName.start(START, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "us-wset-2,us-west-2",
        "ap-southeast2,ap-southeast-2",
        "us-west-22,us-west-2",
        "US-WEST-2,us-west-2",
        "AP_SOUTHEAST_2,ap-southeast-2",
        "UsWest2,us-west-2"
    })
    void anUnknownRegionIsAnsweredWithTheNearest(String name, String nearest) {
        assertThatThrownBy(() -> RegionName.require(name))
                .isInstanceOf(CannotRunException.class)
                .hasMessage("there is no region '" + name + "'; did you mean " + nearest + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "prod", "mars-north-1", "the-other-region"})
    void aNameThatIsNearNoneIsAnsweredWithoutAGuess(String name) {
        assertThatThrownBy(() -> RegionName.require(name))
                .hasMessage("there is no region '" + name + "'; a region has a name like us-west-2");
    }

    @Test
    void aKnownRegionPasses() throws CannotRunException {
        assertThat(RegionName.require("ap-southeast-2")).isEqualTo("ap-southeast-2");
    }
}
