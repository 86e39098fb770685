package dev.drlab.stacks.base;

import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.stacks.config.LabConfig;
import dev.drlab.stacks.config.PerRegion;
import dev.drlab.stacks.config.Role;
import dev.drlab.stacks.config.ServiceSettings;
import java.util.List;

/**
 * Names and ARNs that follow from the configuration alone, so that no stack has to ask another for them. All are in the
 * partition {@code aws}.
 *
 * @param project prefix of all names
 * @param account the AWS account
 * @param regions region codes
 * @param databaseMajorVersion of PostgreSQL
 */
public record Names(String project, String account, PerRegion<String> regions, int databaseMajorVersion) {
    /** Where CloudWatch keeps the metrics of Route 53 health checks. */
    public static final String GLOBAL_REGION = "us-east-1";

    /** The parameter that the definitions read; fixed, because their bytes are. */
    public static final String RUNBOOK_PARAMETER = Runbook.PARAMETER;

    /** The images, one repository each. */
    public static final List<String> IMAGES = List.of("service", "verifier");

    /** The certificate authorities of RDS in the service's image. */
    private static final String AUTHORITIES_IN_IMAGE = "/opt/drlab/certs/rds-authorities.pem";

    /** Whose logs bucket the trail delivers to. */
    public static final Role TRAIL_HOME = Role.SECONDARY;

    /** The database's master user, which the agent logs in as. */
    public static final String DATABASE_ADMIN = DatabaseNames.ADMIN_ROLE;

    /** The port of the balancer's listener that does not speak TLS. */
    public static final int HTTP = 80;

    /** PostgreSQL's port. */
    public static final int DATABASE_PORT = 5432;

    /** Name of the database within the instance. */
    public static final String DATABASE = DatabaseNames.DATABASE;

    /** The names of a configuration. */
    public static Names of(LabConfig config) {
        return new Names(
                config.projectName(),
                config.accountId(),
                config.regions(),
                config.database().majorVersion());
    }

    /** Region code. */
    public String region(Role role) {
        return regions.of(role);
    }

    /** An ARN in the role's region. */
    public String arn(Role role, String service, String resource) {
        return "arn:aws:" + service + ":" + region(role) + ":" + account + ":" + resource;
    }

    /** Of an IAM role; {@code name} is {@link #global}. */
    public String iamRoleArn(String name) {
        return "arn:aws:iam::" + account + ":role/" + name;
    }

    /** A name in a service that is not regional, such as IAM: {@code drlab-primary-agent}. */
    public String global(Role role, String what) {
        return project + "-" + role.id() + "-" + what;
    }

    /** Of the database instance. */
    public String databaseIdentifier(Role role) {
        return project + "-" + region(role);
    }

    /** Of the database instance. */
    public String databaseArn(Role role) {
        return arn(role, "rds", "db:" + databaseIdentifier(role));
    }

    /** JDBC URL of drlab's database on a host, without user and password. */
    public String databaseUrl(String host) {
        return "jdbc:postgresql://" + host + ":" + DATABASE_PORT + "/" + DATABASE;
    }

    /** The same with the parameters by which the service verifies the server; agent and verifier add theirs. */
    public String verifiedDatabaseUrl(String host) {
        return databaseUrl(host) + "?sslmode=verify-full&sslrootcert=" + AUTHORITIES_IN_IMAGE;
    }

    /** Of the database's subnet group. */
    public String databaseSubnetGroup(Role role) {
        return databaseIdentifier(role);
    }

    /** Of the database's parameter group; has the major version, as a new version needs a new group. */
    public String databaseParameterGroup(Role role) {
        return databaseIdentifier(role) + "-postgres" + databaseMajorVersion;
    }

    /** Of the IAM role that RDS publishes enhanced monitoring with. */
    public String monitoringRole(Role role) {
        return databaseIdentifier(role) + "-monitoring";
    }

    /** Of the vault that keeps snapshots. */
    public String backupVault() {
        return project;
    }

    /** Of the vault that keeps snapshots. */
    public String backupVaultArn(Role role) {
        return arn(role, "backup", "backup-vault:" + backupVault());
    }

    /** Of the trail, which delivers to the secondary's logs bucket. */
    public String trail() {
        return project;
    }

    /** Of a bucket: {@code app-data}, {@code artifacts}, {@code logs}, {@code access-logs} or {@code tfstate}. */
    public String bucket(Role role, String purpose) {
        return project + "-" + account + "-" + region(role) + "-" + purpose;
    }

    /** Of a bucket. */
    public String bucketArn(Role role, String purpose) {
        return "arn:aws:s3:::" + bucket(role, purpose);
    }

    /** Of the table with the authority record, the same in both regions. */
    public String controlTable() {
        return project + "-control";
    }

    /** Of the table with the authority record. */
    public String controlTableArn(Role role) {
        return arn(role, "dynamodb", "table/" + controlTable());
    }

    /** Of the ECS cluster. */
    public String cluster() {
        return project;
    }

    /** Of the ECS cluster. */
    public String clusterArn(Role role) {
        return arn(role, "ecs", "cluster/" + cluster());
    }

    /** Of the ECS service. */
    public String service() {
        return project + "-service";
    }

    /** Of the ECS service. */
    public String serviceArn(Role role) {
        return arn(role, "ecs", "service/" + cluster() + "/" + service());
    }

    /** Of the agent's Lambda function. */
    public String agentFunction() {
        return project + "-agent";
    }

    /** Of the agent's Lambda function. */
    public String agentFunctionArn(Role role) {
        return arn(role, "lambda", "function:" + agentFunction());
    }

    /** Of the function that looks at readiness, of its schedule and of that one's group. */
    public String readinessFunction() {
        return project + "-readiness";
    }

    /** Of the state machine of a verb. */
    public String stateMachine(String verb) {
        return project + "-" + verb;
    }

    /** Of the state machine of a verb. */
    public String stateMachineArn(Role role, String verb) {
        return arn(role, "states", "stateMachine:" + stateMachine(verb));
    }

    /** Prefix of the keys of the verifier's ledger in the app-data bucket. */
    public String ledgerPrefix() {
        return "verifier/";
    }

    /** Of any execution of the state machine of a verb. */
    public String executionArns(Role role, String verb) {
        return arn(role, "states", "execution:" + stateMachine(verb) + ":*");
    }

    /** Of the topic that alarms and state machines notify. */
    public String topic() {
        return project;
    }

    /** Of the topic that alarms and state machines notify. */
    public String topicArn(Role role) {
        return arn(role, "sns", topic());
    }

    /** Of the secret that says which region is the writer; one in each region. */
    public String writerPointer() {
        return project + "/writer";
    }

    /** Of the secret with the database's passwords; the secondary's is a replica. */
    public String databaseSecret() {
        return project + "/database";
    }

    /** Pattern of a secret's ARN: Secrets Manager appends a hyphen and six characters. */
    public String secretArnPattern(Role role, String name) {
        return arn(role, "secretsmanager", "secret:" + name + "-??????");
    }

    /** Of the key's alias. */
    public String keyAlias() {
        return "alias/" + project;
    }

    /** Of the alias of the state bucket's own key. */
    public String stateKeyAlias() {
        return keyAlias() + "-tfstate";
    }

    /** Of the ECR repository for {@code service} or {@code verifier}. */
    public String repository(String image) {
        return project + "/" + image;
    }

    /** Of the ECR repository for {@code service} or {@code verifier}. */
    public String repositoryArn(Role role, String image) {
        return arn(role, "ecr", "repository/" + repository(image));
    }

    /** Of the region's own repository for {@code service} or {@code verifier}. */
    public String imageRepositoryUrl(Role role, String image) {
        return account + ".dkr.ecr." + region(role) + ".amazonaws.com/" + repository(image);
    }

    /** Of the image {@code service} or {@code verifier} in the region's own registry. */
    public String image(Role role, String image, ServiceSettings settings) {
        return imageRepositoryUrl(role, image) + settings.reference(image);
    }

    /** Of a log group. */
    public String logGroup(String what) {
        return "/" + project + "/" + what;
    }

    /** Of a log group, without the {@code :*} that some services want. */
    public String logGroupArn(Role role, String what) {
        return arn(role, "logs", "log-group:" + logGroup(what));
    }

    /** Of Container Insights, a name that AWS gives. */
    public String insightsLogGroup() {
        return "/aws/ecs/containerinsights/" + cluster() + "/performance";
    }

    /** Of PostgreSQL's log, a name that AWS gives. */
    public String databaseLogGroup(Role role) {
        return "/aws/rds/instance/" + databaseIdentifier(role) + "/postgresql";
    }

    /** Of the CloudWatch metrics that drlab itself publishes. */
    public String metricsNamespace() {
        return project;
    }

    /** Of the SSM parameter of a fact. */
    public String fact(Role owner, Fact fact) {
        return "/" + project + "/facts/" + owner.id() + "/" + fact.id();
    }
}
