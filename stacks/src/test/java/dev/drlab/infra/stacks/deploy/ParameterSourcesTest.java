package dev.drlab.infra.stacks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Works on responses as moto writes them. */
class ParameterSourcesTest {
    private static final String ANSWER = "<Parameters>" + parameter("rds.force_ssl", "1", "immediate")
            + parameter("log_connections", "1", "immediate") + "</Parameters>";

    @Test
    void aFamilysDefaultIsTheSystemsAndWaitsForAReboot() {
        assertThat(ParameterSources.completed(ANSWER, "drlab-us-west-2-postgres17"))
                .isEqualTo("<Parameters>"
                        + parameter("rds.force_ssl</ParameterName><Source>system</Source>", "1", "pending-reboot")
                        + parameter("log_connections</ParameterName><Source>user</Source>", "1", "immediate")
                        + "</Parameters>");
    }

    @Test
    void whatAnOlderFamilyDoesNotSayOrAnotherValueIsTheUsers() {
        assertThat(ParameterSources.completed(ANSWER, "drlab-us-west-2-postgres14"))
                .doesNotContain("system", "pending-reboot");
        assertThat(ParameterSources.completed(parameter("rds.force_ssl", "0", "immediate"), "a-postgres17"))
                .contains("<Source>user</Source>", "immediate");
    }

    /** {@code name} may contain a further element. */
    private static String parameter(String name, String value, String method) {
        String end = name.endsWith(">") ? "" : "</ParameterName>";
        return "<Parameter><ParameterName>" + name + end + "<ParameterValue>" + value + "</ParameterValue><ApplyMethod>"
                + method + "</ApplyMethod></Parameter>";
    }
}
