package dev.drlab.contract.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.database.RdsAuthorities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

class RegionCodeTest {
    /** All that AWS publishes, in each partition. */
    @Test
    void everyPublishedRegionHasOne() {
        assertThat(Region.regions())
                .filteredOn(region -> !region.isGlobalRegion())
                .hasSizeGreaterThan(30)
                .allSatisfy(
                        region -> assertThat(RegionCode.isValid(region.id())).isTrue());
        assertThat(RdsAuthorities.regions()).allMatch(RegionCode::isValid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eusc-de-east-1",
                "us-iso-west-1",
                "us-isob-east-1",
                "us-isof-south-1",
                "eu-isoe-west-1",
                "us-gov-west-1",
                "cn-northwest-1",
                "ap-southeast-7"
            })
    void partitionsOfTheirOwnHaveOneToo(String region) {
        assertThat(RegionCode.isValid(region)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "us-west",
                "us-west-2a",
                "uswest2",
                "US-WEST-2",
                "us-west-2 ",
                "aws-global",
                "-west-2",
                "us--2"
            })
    void whatIsNoneIsNotTakenForOne(String text) {
        assertThat(RegionCode.isValid(text)).isFalse();
    }
}
