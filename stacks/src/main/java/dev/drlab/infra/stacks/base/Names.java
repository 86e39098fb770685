package dev.drlab.infra.stacks.base;

import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.project.ResourceNames;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.infra.stacks.config.LabConfig;
import dev.drlab.infra.stacks.config.PerRegion;
import dev.drlab.infra.stacks.config.Role;
import dev.drlab.infra.stacks.config.ServiceSettings;
import java.util.List;

/**
 * Names and ARNs that follow from the configuration alone, so that no stack has to read them from another. All ARNs are
 * in the partition {@code aws}.
 *
 * @param project prefix of all names
 * @param account the AWS account
 * @param regions region codes
 * @param databaseMajorVersion of PostgreSQL
 *
 * @param project prefix of all names
 * @param account the AWS account
 * @param regions region codes
 * @param databaseMajorVersion of PostgreSQL
 */
public record Names(String project, String account, PerRegion<String> regions, int databaseMajorVersion) {
    /** The region in which CloudWatch keeps the metrics of Route 53 health checks. */
    public static final String GLOBAL_REGION = "us-east-1";

    /** Name of the parameter that the definitions read. It is fixed, because the definitions' bytes are. */
    public static final String RUNBOOK_PARAMETER = Runbook.PARAMETER;

    /** Names of the images. Each has a repository. */
    public static final List<String> IMAGES = List.of("service", "verifier");

    /** Path of the certificate authorities of RDS in the service's image. */
    private static final String AUTHORITIES_IN_IMAGE = "/opt/drlab/certs/rds-authorities.pem";

    /** Role of the region whose logs bucket receives the trail. */
    public static final Role TRAIL_HOME = Role.SECONDARY;

    /** Port of the balancer's listener without TLS. */
    public static final int HTTP = 80;

    /** PostgreSQL's port. */
    public static final int DATABASE_PORT = 5432;

    /** The names of a configuration. */
    public static Names of(LabConfig config) {
        return new Names(
                config.projectName(),
                config.accountId(),
                config.regions(),
                config.database().majorVersion());
    }

    /** The names that programs outside the stacks know too. */
    public ResourceNames shared() {
        return new ResourceNames(project);
    }

    /** Code of the region that has the role. */
    public String region(Role role) {
        return regions.of(role);
    }

    /** ARN of a resource in the region that has the role. */
    public String arn(Role role, String service, String resource) {
        return ResourceNames.arn(region(role), account, service, resource);
    }

    /** ARN of an IAM role; {@code name} comes from {@link #global}. */
    public String iamRoleArn(String name) {
        return "arn:aws:iam::" + account + ":role/" + name;
    }

    /** Name in a service that is not regional, such as IAM: {@code drlab-primary-agent}. */
    public String global(Role role, String what) {
        return project + "-" + role.id() + "-" + what;
    }

    /** Identifier of the database instance. */
    public String databaseIdentifier(Role role) {
        return shared().database(region(role));
    }

    /** ARN of the database instance. */
    public String databaseArn(Role role) {
        return arn(role, "rds", "db:" + databaseIdentifier(role));
    }

    /** JDBC URL of drlab's database on a host, without user and password. */
    public String databaseUrl(String host) {
        return "jdbc:postgresql://" + host + ":" + DATABASE_PORT + "/" + DatabaseNames.DATABASE;
    }

    /** The same URL with the parameters by which the service verifies the server. Agent and verifier add their own. */
    public String verifiedDatabaseUrl(String host) {
        return databaseUrl(host) + "?sslmode=verify-full&sslrootcert=" + AUTHORITIES_IN_IMAGE;
    }

    /** Name of the database's subnet group. */
    public String databaseSubnetGroup(Role role) {
        return databaseIdentifier(role);
    }

    /** Name of the database's parameter group. It contains the major version, as a new version needs a new group. */
    public String databaseParameterGroup(Role role) {
        return databaseIdentifier(role) + "-postgres" + databaseMajorVersion;
    }

    /** Name of the IAM role with which RDS publishes enhanced monitoring. */
    public String monitoringRole(Role role) {
        return databaseIdentifier(role) + "-monitoring";
    }

    /** Name of the vault for snapshots. */
    public String backupVault() {
        return project;
    }

    /** ARN of the vault for snapshots. */
    public String backupVaultArn(Role role) {
        return arn(role, "backup", "backup-vault:" + backupVault());
    }

    /** Name of the trail, which delivers to the secondary's logs bucket. */
    public String trail() {
        return project;
    }

    /** Name of a bucket: {@code app-data}, {@code artifacts}, {@code logs}, {@code access-logs} or {@code tfstate}. */
    public String bucket(Role role, String purpose) {
        return shared().bucket(region(role), account, purpose);
    }

    /** ARN of a bucket. */
    public String bucketArn(Role role, String purpose) {
        return "arn:aws:s3:::" + bucket(role, purpose);
    }

    /** ARN of the table with the authority record. */
    public String controlTableArn(Role role) {
        return arn(role, "dynamodb", "table/" + shared().controlTable());
    }

    /** Name of the ECS cluster. */
    public String cluster() {
        return project;
    }

    /** ARN of the ECS cluster. */
    public String clusterArn(Role role) {
        return arn(role, "ecs", "cluster/" + cluster());
    }

    /** Name of the ECS service. */
    public String service() {
        return shared().service();
    }

    /** ARN of the ECS service. */
    public String serviceArn(Role role) {
        return arn(role, "ecs", "service/" + cluster() + "/" + service());
    }

    /** ARN of the agent's Lambda function. */
    public String agentFunctionArn(Role role) {
        return arn(role, "lambda", "function:" + shared().agentFunction());
    }

    /** Name of the readiness function, of its schedule and of the schedule's group. */
    public String readinessFunction() {
        return project + "-readiness";
    }

    /** ARN of a verb's state machine. */
    public String stateMachineArn(Role role, String verb) {
        return shared().stateMachineArn(region(role), account, verb);
    }

    /** Pattern for the ARNs of all executions of a verb's state machine. */
    public String executionArns(Role role, String verb) {
        return shared().executionArn(region(role), account, verb, "*");
    }

    /** Name of the topic that alarms and state machines notify. */
    public String topic() {
        return project;
    }

    /** ARN of the topic that alarms and state machines notify. */
    public String topicArn(Role role) {
        return arn(role, "sns", topic());
    }

    /** Name of the secret that says which region is the writer. Each region has one. */
    public String writerPointer() {
        return shared().writerPointer();
    }

    /** Pattern of a secret's ARN: Secrets Manager appends a hyphen and six characters. */
    public String secretArnPattern(Role role, String name) {
        return arn(role, "secretsmanager", "secret:" + name + "-??????");
    }

    /** Name of the key's alias. */
    public String keyAlias() {
        return "alias/" + project;
    }

    /** Name of the alias of the state bucket's own key. */
    public String stateKeyAlias() {
        return keyAlias() + "-tfstate";
    }

    /** ARN of the ECR repository for {@code service} or {@code verifier}. */
    public String repositoryArn(Role role, String image) {
        return arn(role, "ecr", "repository/" + shared().repository(image));
    }

    /** URL of the region's own repository for {@code service} or {@code verifier}. */
    public String imageRepositoryUrl(Role role, String image) {
        return ResourceNames.registry(region(role), account) + "/" + shared().repository(image);
    }

    /** Reference to the image {@code service} or {@code verifier} in the region's own registry. */
    public String image(Role role, String image, ServiceSettings settings) {
        return imageRepositoryUrl(role, image) + settings.reference(image);
    }

    /** Name of a log group. */
    public String logGroup(String what) {
        return "/" + project + "/" + what;
    }

    /** ARN of a log group, without the {@code :*} that some services require. */
    public String logGroupArn(Role role, String what) {
        return arn(role, "logs", "log-group:" + logGroup(what));
    }

    /** Name of Container Insights' log group; AWS sets it. */
    public String insightsLogGroup() {
        return "/aws/ecs/containerinsights/" + cluster() + "/performance";
    }

    /** Name of the log group of PostgreSQL's log; AWS sets it. */
    public String databaseLogGroup(Role role) {
        return "/aws/rds/instance/" + databaseIdentifier(role) + "/postgresql";
    }

    /** Namespace of the CloudWatch metrics that drlab publishes. */
    public String metricsNamespace() {
        return project;
    }

    /** Name of the SSM parameter of a fact. */
    public String fact(Role owner, Fact fact) {
        return "/" + project + "/facts/" + owner.id() + "/" + fact.id();
    }
}
