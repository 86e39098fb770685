package dev.drlab.infra.stacks.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigParserTest {
    private static final String DIGITS = "0123456789abcdef".repeat(4);

    @Test
    void anEmptyContextGivesTheDefaults() {
        LabConfig config = ConfigParser.parse("{}");

        assertThat(config.regions()).isEqualTo(new PerRegion<>("ap-southeast-2", "us-west-2"));
        assertThat(config.targets()).isEqualTo(new Targets(30, 300));
        assertThat(config.service().initialTasks(Role.PRIMARY)).isEqualTo(2);
        assertThat(config.service().initialTasks(Role.SECONDARY)).isEqualTo(1);
        assertThat(config.domain()).isEmpty();
        assertThat(config.alarmEmail()).isEmpty();
        assertThat(config.stateBackend()).isEqualTo(StateLocation.S3);
        assertThat(config.database().majorVersion()).isEqualTo(17);
    }

    @Test
    void theShippedFileSaysTheDefaults() throws IOException {
        assertThat(ConfigParser.read(Path.of("..", "cdktf.json"))).isEqualTo(ConfigParser.parse("{}"));
    }

    @Test
    void readsEveryKey() {
        LabConfig config = ConfigParser.parse("""
                {"dbMode": "rds-postgres", "projectName": "shop", "accountId": "123456789012", "stateBackend": "local",
                 "environment": "production", "costCentre": "4711",
                 "primaryRegion": "eu-west-1", "secondaryRegion": "eu-central-1",
                 "availabilityZones": {"primary": "ab", "secondary": "bc"},
                 "vpcCidrs": {"primary": "10.1.0.0/16", "secondary": "172.16.0.0/20"}, "natGateways": 2,
                 "dbInstanceClass": "db.r6g.large", "dbEngineVersion": "16.3", "dbMultiAz": false,
                 "unfencedRoles": {"monitoring": "reads metrics"},
                 "serviceImageTag": "v1", "primaryTasks": 4, "warmStandbyTasks": 2,
                 "agentJarKey": "a.jar", "agentJarSha256": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                 "rtoTargetMinutes": 15, "rpoTargetSeconds": 60, "domainName": "app.example.com", "hostedZoneId": "Z123456",
                 "certificateArns": {"primary": "arn:aws:acm:eu-west-1:123456789012:certificate/a",
                                     "secondary": "arn:aws:acm:eu-central-1:123456789012:certificate/b"},
                 "healthCheckIntervalSeconds": 10, "healthCheckFailureThreshold": 2, "alarmEmail": "a@example.com",
                 "operatorPermissionSets": ["Operators", "on-call"], "githubRepository": "owner/shop",
                 "monthlyBudgetUsd": 0, "useMultiRegionKms": false, "s3ReplicateDeletes": true, "canaryEnabled": false,
                 "wafEnabled": true, "flowLogDays": 0, "imageDigests": {"service": "sha256:%1$s", "verifier": "sha256:%1$s"}}
                """.formatted(DIGITS));

        assertThat(config)
                .isEqualTo(new LabConfig(
                        "shop",
                        "123456789012",
                        new Ownership("production", Optional.of("4711")),
                        StateLocation.LOCAL,
                        new PerRegion<>("eu-west-1", "eu-central-1"),
                        new PerRegion<>("ab", "bc"),
                        new PerRegion<>("10.1.0.0/16", "172.16.0.0/20"),
                        2,
                        new DatabaseSettings(
                                "db.r6g.large", "16.3", false, new TreeMap<>(Map.of("monitoring", "reads metrics"))),
                        new ServiceSettings(
                                "v1",
                                new TreeMap<>(Map.of("service", "sha256:" + DIGITS, "verifier", "sha256:" + DIGITS)),
                                4,
                                2),
                        new AgentArtifact("a.jar", Optional.of("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")),
                        new Targets(15, 60),
                        Optional.of(new DomainSettings(
                                "app.example.com",
                                "Z123456",
                                Optional.of(new PerRegion<>(
                                        "arn:aws:acm:eu-west-1:123456789012:certificate/a",
                                        "arn:aws:acm:eu-central-1:123456789012:certificate/b")))),
                        List.of(),
                        new HealthCheckSettings(10, 2),
                        Optional.of("a@example.com"),
                        List.of("Operators", "on-call"),
                        Optional.of("owner/shop"),
                        0,
                        false,
                        true,
                        false,
                        true,
                        0));
    }

    /** Context | key that must be named | part of the rule that must be named. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"dbMode": "aurora"}                                       | dbMode is "aurora"                | supported: "rds-postgres"
            {"dbMode": null}                                           | dbMode is null                    | supported: "rds-postgres"
            {"projectName": "Shop"}                                    | projectName is "Shop"             | lower-case
            {"projectName": "shop-"}                                   | projectName is "shop-"            | no hyphen last
            {"projectName": "a-name-of-21-letters-"}                   | projectName                       | 3 to 20
            {"projectName": "ab"}                                      | projectName is "ab"               | 3 to 20
            {"projectName": "shop--a"}                                 | projectName is "shop--a"          | two in a row
            {"projectName": "aws-lab"}                                 | projectName is "aws-lab"          | Parameter Store
            {"projectName": "ssmlab"}                                  | projectName is "ssmlab"           | Parameter Store
            {"projectName": "sthree-lab"}                              | projectName is "sthree-lab"       | S3
            {"projectName": "sthree"}                                  | projectName is "sthree"           | S3
            {"projectName": "amzn-s3-demo-lab"}                        | projectName is "amzn-s3-demo-lab" | S3
            {"projectName": "sg-lab"}                                  | projectName is "sg-lab"           | sg (EC2)
            {"projectName": "internal-lab"}                            | projectName is "internal-lab"     | load balancers
            {"projectName": 7}                                         | projectName is 7                  | lower-case
            {"accountId": "12345"}                                     | accountId is "12345"              | 12 digits
            {"accountId": 123456789012}                                | accountId is 123456789012         | 12 digits
            {"environment": ""}                                        | environment is ""                 | 1 to 64
            {"costCentre": "a;b"}                                      | costCentre is "a;b"               | or empty
            {"stateBackend": "gcs"}                                    | stateBackend is "gcs"             | "s3" or "local"
            {"primaryRegion": "sydney"}                                | primaryRegion is "sydney"         | region code
            {"primaryRegion": "us-west-9"}                             | primaryRegion is "us-west-9"      | region code
            {"primaryRegion": "ca-west-1"}                             | primaryRegion is "ca-west-1"      | certificate authorities of RDS
            {"secondaryRegion": "mx-central-1"}                        | secondaryRegion is "mx-central-1" | certificate authorities of RDS
            {"primaryRegion": "aws-global"}                            | primaryRegion is "aws-global"     | region code
            {"secondaryRegion": "cn-north-1"}                          | secondaryRegion is "cn-north-1"   | of partition aws
            {"secondaryRegion": "us-gov-west-1"}                       | secondaryRegion is "us-gov-west-1" | of partition aws
            {"primaryRegion": "us-west-2"}                             | secondaryRegion                   | must differ from primaryRegion
            {"secondaryRegion": "ap-southeast-2"}                      | secondaryRegion is "ap-southeast-2" | must differ
            {"availabilityZones": {"primary": "ab", "secondary": "aa"}} | availabilityZones                | two different zones
            {"availabilityZones": {"primary": "abc", "secondary": "ab"}} | availabilityZones               | two different zones
            {"vpcCidrs": ["10.0.0.0/16", "10.1.0.0/16"]}               | vpcCidrs                          | "primary" and "secondary"
            {"vpcCidrs": {"primary": "10.0.0.0/16"}}                   | vpcCidrs                          | "primary" and "secondary"
            {"vpcCidrs": {"primary": "10.0.0.0/16", "secondary": "10.0.16.0/20"}} | vpcCidrs               | must not overlap
            {"vpcCidrs": {"primary": "10.0.0.0/21", "secondary": "10.1.0.0/16"}}  | vpcCidrs               | /16 to /20
            {"vpcCidrs": {"primary": "10.0.0.0/15", "secondary": "10.4.0.0/16"}}  | vpcCidrs               | /16 to /20
            {"vpcCidrs": {"primary": "10.0.1.0/16", "secondary": "10.4.0.0/16"}}  | vpcCidrs               | no bits behind it
            {"vpcCidrs": {"primary": "10.0.256.0/20", "secondary": "10.4.0.0/16"}} | vpcCidrs              | private IPv4 block
            {"vpcCidrs": {"primary": "8.8.0.0/16", "secondary": "10.4.0.0/16"}}   | vpcCidrs               | private IPv4 block
            {"vpcCidrs": {"primary": "10.016.0.0/16", "secondary": "10.4.0.0/16"}} | vpcCidrs              | private IPv4 block
            {"vpcCidrs": {"primary": "10.0.0.0/016", "secondary": "10.4.0.0/16"}} | vpcCidrs               | private IPv4 block
            {"natGateways": 0}                                         | natGateways is 0                  | from 1 to 2
            {"natGateways": 3}                                         | natGateways is 3                  | from 1 to 2
            {"natGateways": "1"}                                       | natGateways is "1"                | whole number
            {"natGateways": 1.5}                                       | natGateways is 1.5                | whole number
            {"dbInstanceClass": "t4g.medium"}                          | dbInstanceClass is "t4g.medium"   | RDS instance class
            {"dbEngineVersion": "13.4"}                                | dbEngineVersion is "13.4"         | from 14 on
            {"dbEngineVersion": "17.04"}                               | dbEngineVersion is "17.04"        | PostgreSQL version
            {"dbEngineVersion": "latest"}                              | dbEngineVersion is "latest"       | PostgreSQL version
            {"dbMultiAz": "yes"}                                       | dbMultiAz is "yes"                | true or false
            {"unfencedRoles": ["monitoring"]}                          | unfencedRoles                     | must be an object
            {"unfencedRoles": {"monitoring": ""}}                      | unfencedRoles                     | the reason
            {"unfencedRoles": {"monitoring": "reads {{all"}}           | unfencedRoles                     | {{
            {"unfencedRoles": {"Monitoring": "reads"}}                 | unfencedRoles                     | database roles
            {"unfencedRoles": {"monitoring": 1}}                       | unfencedRoles                     | the reason
            {"unfencedRoles": {"monitoring": "reads ${data.x.y}"}}     | unfencedRoles                     | Terraform evaluates
            {"unfencedRoles": {"monitoring": "%{ if true }"}}          | unfencedRoles                     | Terraform evaluates
            {"unfencedRoles": {"monitoring": "reads\\u0007"}}          | unfencedRoles                     | control characters
            {"serviceImageTag": ""}                                    | serviceImageTag is ""             | image tag
            {"imageDigests": "sha256:00"}                              | imageDigests                      | must be an object
            {"imageDigests": {"service": "sha256:00"}}                 | imageDigests                      | 64 hexadecimal digits
            {"imageDigests": {"other": "sha256:0000000000000000000000000000000000000000000000000000000000000000"}} | imageDigests | service and verifier
            {"imageDigests": {"service": "sha256:0000000000000000000000000000000000000000000000000000000000000000"}} | imageDigests | of all images
            {"imageDigests": {"service": "latest", "verifier": "latest"}} | imageDigests | 64 hexadecimal digits
            {"imageDigests": {"tag": "0.1.0"}} | imageDigests | of all images
            {"imageDigests": {"tag": "0.1 0", "service": "sha256:0000000000000000000000000000000000000000000000000000000000000000", "verifier": "sha256:0000000000000000000000000000000000000000000000000000000000000000"}} | imageDigests | 64 hexadecimal digits
            {"imageDigests": {"tag": "0.0.9", "service": "sha256:0000000000000000000000000000000000000000000000000000000000000000", "verifier": "sha256:0000000000000000000000000000000000000000000000000000000000000000"}} | imageDigests | those of the tag 0.0.9, and serviceImageTag is 0.1.0
            {"imageDigests": {"service": "sha256:AB00000000000000000000000000000000000000000000000000000000000000", "verifier": "sha256:0000000000000000000000000000000000000000000000000000000000000000"}} | imageDigests | 64 hexadecimal digits
            {"wafEnabled": "true"}                                     | wafEnabled is "true"              | true or false
            {"flowLogDays": 31}                                        | flowLogDays is 31                 | one of
            {"flowLogDays": -1}                                        | flowLogDays is -1                 | from 0 to 3653
            {"primaryTasks": 0}                                        | primaryTasks is 0                 | from 1 to 50
            {"warmStandbyTasks": 0}                                    | warmStandbyTasks is 0             | from 1 to 50
            {"warmStandbyTasks": 3}                                    | warmStandbyTasks is 3             | not be above primaryTasks
            {"agentJarKey": "/x"}                                      | agentJarKey is "/x"               | object key
            {"agentJarKey": "agent/../x.jar"}                          | agentJarKey is "agent/../x.jar"   | object key
            {"agentJarKey": "agent//x.jar"}                            | agentJarKey is "agent//x.jar"     | object key
            {"agentJarKey": "a/./x.jar"}                               | agentJarKey is "a/./x.jar"        | object key
            {"agentJarKey": "agent/.."}                                | agentJarKey is "agent/.."         | object key
            {"agentJarKey": "agent/"}                                  | agentJarKey is "agent/"           | object key
            {"agentJarSha256": "abc"}                                  | agentJarSha256 is "abc"           | base64
            {"rtoTargetMinutes": 0}                                    | rtoTargetMinutes is 0             | from 1 to 1440
            {"rtoTargetMinutes": 1}                                    | rtoTargetMinutes is 1             | longer than detection alone, which takes 90 s
            {"rpoTargetSeconds": -1}                                   | rpoTargetSeconds is -1            | from 1 to 86400
            {"domainName": "app.example.com"}                          | hostedZoneId is missing           | set together
            {"hostedZoneId": "Z123456"}                                | domainName is missing             | set together
            {"domainName": "http://x", "hostedZoneId": "Z123456"}      | domainName is "http://x"          | host name
            {"domainName": "a.example.com", "hostedZoneId": "example"} | hostedZoneId is "example"         | Route 53 zone
            {"domainName": "a-label-that-is-quite-long.another-label-that-is-long.example.com", "hostedZoneId": "Z123456"} | domainName | at most 64
            {"accountId": "123456789012", "domainName": "a.example.com", "hostedZoneId": "Z123456", "certificateArns": {"primary": "arn:aws:acm:ap-southeast-2:123456789012:certificate/a", "secondary": "arn:aws:acm:us-west-2:210987654321:certificate/a"}} | certificateArns | secondary must be of account 123456789012
            {"certificateArns": {"primary": "x", "secondary": ""}}     | certificateArns                   | ARN of an ACM certificate
            {"certificateArns": {"primary": "arn:aws:acm:ap-southeast-2:123456789012:certificate/a", "secondary": ""}} | certificateArns | both must be set
            {"certificateArns": {"primary": "arn:aws:acm:ap-southeast-2:123456789012:certificate/a", "secondary": "arn:aws:acm:us-west-2:123456789012:certificate/a"}} | certificateArns | needs domainName
            {"domainName": "a.example.com", "hostedZoneId": "Z123456", "certificateArns": {"primary": "arn:aws:acm:us-west-2:123456789012:certificate/a", "secondary": "arn:aws:acm:us-west-2:123456789012:certificate/a"}} | certificateArns | primary must be in ap-southeast-2
            {"allowedCidrs": "198.51.100.7/32"}                        | allowedCidrs                      | must be a list
            {"allowedCidrs": ["0.0.0.0/0"]}                            | allowedCidrs                      | /8 or smaller
            {"allowedCidrs": ["198.51.100.7/24"]}                      | allowedCidrs                      | no bits behind
            {"allowedCidrs": [7]}                                      | allowedCidrs                      | must be a list, each item
            {"allowedCidrs": ["10.0.0.0/8", "10.0.0.0/8"]}             | allowedCidrs                      | twice
            {"allowedCidrs": ["198.51.100.7/32"], "domainName": "a.example.com", "hostedZoneId": "Z123456"} | allowedCidrs | without a domain
            {"healthCheckIntervalSeconds": 20}                         | healthCheckIntervalSeconds is 20  | must be 10 or 30
            {"healthCheckFailureThreshold": 11}                        | healthCheckFailureThreshold is 11 | from 1 to 10
            {"operatorPermissionSets": "Operators"}                    | operatorPermissionSets            | must be a list
            {"operatorPermissionSets": ["a b"]}                        | operatorPermissionSets            | permission set of IAM Identity Center
            {"operatorPermissionSets": ["*"]}                          | operatorPermissionSets            | permission set of IAM Identity Center
            {"githubRepository": "shop"}                               | githubRepository is "shop"        | OWNER/NAME
            {"githubRepository": "owner/*"}                            | githubRepository is "owner/*"     | OWNER/NAME
            {"githubRepository": "owner/shop:ref"}                     | githubRepository                  | OWNER/NAME
            {"operatorPermissionSets": ["A", "B", "C", "D", "E", "F", "G"]} | operatorPermissionSets       | 6 items at most
            {"operatorPermissionSets": ["A", "A"]}                     | operatorPermissionSets            | twice
            {"alarmEmail": "a${b}@example.com"}                        | alarmEmail is "a${b}@example.com" | Terraform evaluates
            {"alarmEmail": "nobody"}                                   | alarmEmail is "nobody"            | e-mail address
            {"useMultiRegionKms": 1}                                   | useMultiRegionKms is 1            | true or false
            {"s3ReplicateDeletes": "false"}                            | s3ReplicateDeletes is "false"     | true or false
            {"monthlyBudgetUsd": -1}                                   | monthlyBudgetUsd is -1            | from 0 to 1000000
            {"monthlyBudgetUsd": "500"}                                | monthlyBudgetUsd is "500"         | whole number
            {"canaryEnabled": null}                                    | canaryEnabled is null             | true or false
            {"canaryenabled": true}                                    | canaryenabled is true             | no key of drlab; known are accountId
            """)
    void refusesAndNamesKeyValueAndRule(String context, String keyAndValue, String rule) {
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> ConfigParser.parse(context));

        assertThat(refused.violations()).hasSize(1);
        assertThat(refused).hasMessageContaining(keyAndValue).hasMessageContaining(rule);
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        assertThatThrownBy(() -> ConfigParser.parse("""
                {"dbMode": "aurora", "natGateways": 9, "primaryTasks": "two", "warmStandbyTask": 1, "canaryEnabled": 0}
                """))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        refused -> assertThat(refused.violations())
                                .extracting(Violation::key)
                                .containsExactlyInAnyOrder(
                                        "dbMode", "natGateways", "primaryTasks", "canaryEnabled", "warmStandbyTask"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            []                                   | JSON object
            {"natGateways": 1, "natGateways": 2} | natGateways
            {"natGateways": 01}                  | Leading zeroes
            {"natGateways":                      | JSON object
            """)
    void refusesWhatIsNoObjectWithEachKeyOnce(String context, String said) {
        assertThatThrownBy(() -> ConfigParser.parse(context))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("must be a JSON object")
                .hasMessageContaining(said);
    }

    @Test
    void refusesAFileThatIsMissingOrNotUtf8(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("cdktf.json");
        assertThatThrownBy(() -> ConfigParser.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cdktf.json is missing");

        Files.write(file, "{\"context\": {\"costCentre\": \"\u00fc\"}}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ConfigParser.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("UTF-8");
    }
}
