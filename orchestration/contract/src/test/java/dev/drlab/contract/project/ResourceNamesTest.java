package dev.drlab.contract.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceNamesTest {
    private static final String ACCOUNT = "123456789012";

    @ParameterizedTest
    @CsvSource({
        "ap-southeast-2, aws",
        "us-gov-west-1, aws-us-gov",
        "cn-north-1, aws-cn",
        "ap-future-1, aws",
    })
    void anArnIsOfThePartitionOfItsRegion(String region, String partition) {
        assertThat(new ResourceNames("p").stateMachineArn(region, ACCOUNT, "activate"))
                .isEqualTo("arn:" + partition + ":states:" + region + ":" + ACCOUNT + ":stateMachine:p-activate");
    }

    @Test
    void anExecutionIsOfItsMachine() {
        assertThat(new ResourceNames("p").executionArn("us-west-2", ACCOUNT, "activate", "drill-1"))
                .isEqualTo("arn:aws:states:us-west-2:" + ACCOUNT + ":execution:p-activate:drill-1");
    }
}
