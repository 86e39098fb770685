package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on AWS where nothing is configured: one line with the remedy, not the SDK's list of places. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class AwsAccessTest {
    private static final Map<String, String> NOTHING = Map.of(
            "aws.disableEc2Metadata", "true", "aws.sharedCredentialsFile", "/nowhere", "aws.configFile", "/nowhere");

    @RegisterExtension
    private final SystemSettings settings = new SystemSettings();

    @BeforeEach
    void configureNothing() {
        for (String key : new String[] {"aws.accessKeyId", "aws.secretAccessKey", "aws.region", "aws.profile"}) {
            settings.set(key, null);
        }
        NOTHING.forEach(settings::set);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3 restore --bucket b --at 1h --region us-west-2",
                "bootstrap database",
                "bootstrap database --account 123456789012",
                "bootstrap artifacts --skip-images",
                "readiness us-west-2"
            })
    void withoutCredentialsOneLineSaysWhereTheyMayComeFrom(String arguments) {
        Outcome outcome = Outcome.of(arguments.split(" "));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.err()).contains("no AWS credentials were found: set AWS_PROFILE");
    }

    @Test
    void withoutARegionOneLineNamesTheOption() {
        Outcome outcome = Outcome.of("s3", "restore", "--bucket", "b", "--at", "1h");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.err()).contains("--region").hasSizeLessThan(200);
    }
}
