package dev.drlab.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.project.RegionCode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same documents run in every region, account and lab: what is theirs stands in the runbook. */
class PortableDefinitionTest {
    @ParameterizedTest
    @ValueSource(strings = {"activate", "reprotect"})
    void namesNoRegionNoResourceAndNoAccount(String machine) {
        String json = Definition.shipped(machine).json();
        assertThat(json.replace("arn:aws:states:::", "")).doesNotContain("arn:");
        assertThat(Pattern.compile("\\b" + RegionCode.REGEX + "\\b")
                        .matcher(json)
                        .results())
                .as("regions")
                .isEmpty();
        assertThat(Pattern.compile("\\b[0-9]{12}\\b").matcher(json).results())
                .as("account numbers")
                .isEmpty();
    }

    /** The control plane of a global service stands in one region, which may be the lost one. */
    @ParameterizedTest
    @ValueSource(strings = {"activate", "reprotect"})
    void callsNoGlobalControlPlane(String machine) {
        assertThat(Definition.shipped(machine).json().toLowerCase(Locale.ROOT))
                .doesNotContain("route53", ":iam:", ":sts:", "cloudfront");
    }
}
