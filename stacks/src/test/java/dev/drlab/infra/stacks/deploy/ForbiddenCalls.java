package dev.drlab.infra.stacks.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Proof that the enforcement works: each call without a right is refused with role, action and resource. */
final class ForbiddenCalls {
    private static final String TABLE = "drlab-control";

    private final EmulatedCloud cloud;
    private final Enforcement rights;
    private final DeployedRegion primary;
    private final DeployedRegion secondary;

    ForbiddenCalls(EmulatedCloud cloud, Enforcement rights, String primary, String secondary) {
        this.cloud = cloud;
        this.rights = rights;
        this.primary = new DeployedRegion(cloud, rights, primary);
        this.secondary = new DeployedRegion(cloud, rights, secondary);
    }

    void areRefused() throws IOException, InterruptedException {
        theServiceReachesNoItemButTheRecord();
        theServiceWritesNoRecordOfItsPeer();
        theMachineStaysInItsRegionAndWithItsDatabase();
        theOperatorRunsNothingElse();
        nobodyElseGetsARole();
        aRightThatIsTakenAwayIsMissed();
        unknownCallersAreRefused();
    }

    private void theServiceReachesNoItemButTheRecord() throws IOException, InterruptedException {
        Session service = secondary.task("drlab-service");
        try (DynamoDbClient own = client(DynamoDbClient.builder(), secondary.name(), service)) {
            own.getItem(get -> get.tableName(TABLE).key(item("authority")));
            refused(
                    () -> own.getItem(get -> get.tableName(TABLE).key(item("lock"))),
                    service.role(),
                    "dynamodb:GetItem",
                    "table/" + TABLE,
                    "[lock]");
            refused(
                    () -> own.updateItem(update -> update.tableName(TABLE)
                            .key(item("lock"))
                            .updateExpression("SET lockOwner = :o")
                            .expressionAttributeValues(Map.of(":o", AttributeValue.fromS("thief")))),
                    service.role(),
                    "dynamodb:UpdateItem",
                    "[lock]");
            refused(
                    () -> own.deleteItem(delete -> delete.tableName(TABLE).key(item("authority"))),
                    service.role(),
                    "dynamodb:DeleteItem");
        }
    }

    private void theServiceWritesNoRecordOfItsPeer() throws IOException, InterruptedException {
        Session service = secondary.task("drlab-service");
        try (DynamoDbClient peer = client(DynamoDbClient.builder(), primary.name(), service)) {
            peer.getItem(get -> get.tableName(TABLE).key(item("authority")));
            refused(
                    () -> peer.updateItem(update -> update.tableName(TABLE)
                            .key(item("authority"))
                            .updateExpression("SET epoch = :e")
                            .expressionAttributeValues(Map.of(":e", AttributeValue.fromN("99")))),
                    service.role(),
                    "dynamodb:UpdateItem",
                    primary.name());
        }
    }

    private void theMachineStaysInItsRegionAndWithItsDatabase() throws IOException, InterruptedException {
        Session machine = secondary.machine("reprotect");
        try (RdsClient own = client(RdsClient.builder(), secondary.name(), machine);
                RdsClient peer = client(RdsClient.builder(), primary.name(), machine)) {
            refused(
                    () -> own.deleteDBInstance(delete ->
                            delete.dbInstanceIdentifier("someone-elses").skipFinalSnapshot(true)),
                    machine.role(),
                    "rds:DeleteDBInstance",
                    "db:someone-elses");
            refused(
                    () -> peer.deleteDBInstance(delete -> delete.dbInstanceIdentifier("drlab-" + primary.name())
                            .skipFinalSnapshot(true)),
                    machine.role(),
                    "rds:DeleteDBInstance",
                    primary.name());
            refused(
                    () -> own.promoteReadReplica(promote -> promote.dbInstanceIdentifier("drlab-" + secondary.name())),
                    machine.role(),
                    "rds:PromoteReadReplica");
        }
    }

    private void theOperatorRunsNothingElse() throws IOException, InterruptedException {
        Session operator = secondary.operator("drlab-secondary-operator", "true");
        try (SfnClient own = client(SfnClient.builder(), secondary.name(), operator);
                SfnClient peer = client(SfnClient.builder(), primary.name(), operator);
                SsmClient parameters = client(SsmClient.builder(), secondary.name(), operator)) {
            String other = secondary.machineArn("activate").replace("drlab-activate", "payroll");
            refused(
                    () -> own.startExecution(start -> start.stateMachineArn(other)),
                    operator.role(),
                    "states:StartExecution",
                    "payroll");
            refused(
                    () -> peer.startExecution(start -> start.stateMachineArn(primary.machineArn("activate"))),
                    operator.role(),
                    "states:StartExecution",
                    primary.name());
            refused(
                    () -> parameters.getParameter(get -> get.name("/drlab/runbook")),
                    operator.role(),
                    "ssm:GetParameter");
        }
    }

    private void nobodyElseGetsARole() {
        for (String mfa : List.of("", "false")) {
            assertThatThrownBy(() -> secondary.operator("drlab-secondary-operator", mfa))
                    .hasMessageContaining("drlab-secondary-operator does not trust");
        }
        assertThatThrownBy(() -> secondary.operator("drlab-secondary-activate", "true"))
                .hasMessageContaining("drlab-secondary-activate does not trust");
    }

    /** The policy is read from the account at the time of the call. */
    private void aRightThatIsTakenAwayIsMissed() throws IOException, InterruptedException {
        Account account = new Account(cloud);
        Session machine = secondary.machine("activate");
        String policy = account.inlinePolicies(machine.role()).get(0);
        String document = account.inlinePolicy(machine.role(), policy);
        try (SsmClient parameters = client(SsmClient.builder(), secondary.name(), machine)) {
            parameters.getParameter(get -> get.name("/drlab/runbook"));
            account.putPolicy(machine.role(), policy, without(document, "ssm:GetParameter"));
            try {
                refused(
                        () -> parameters.getParameter(get -> get.name("/drlab/runbook")),
                        machine.role(),
                        "ssm:GetParameter",
                        "parameter/drlab/runbook");
            } finally {
                account.putPolicy(machine.role(), policy, document);
            }
            parameters.getParameter(get -> get.name("/drlab/runbook"));
        }
    }

    private static String without(String document, String action) {
        ObjectNode policy = Json.object(document);
        ArrayNode statements = Json.MAPPER.createArrayNode();
        policy.path("Statement").forEach(statement -> {
            if (!statement.path("Action").toString().contains(action)) {
                statements.add(statement);
            }
        });
        assertThat(statements.size()).isLessThan(policy.path("Statement").size());
        policy.set("Statement", statements);
        return policy.toString();
    }

    private void unknownCallersAreRefused() {
        try (SsmClient stranger = SsmClient.builder()
                .region(Region.of(secondary.name()))
                .endpointOverride(cloud.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIASTRANGER", "x")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            refused(() -> stranger.getParameter(get -> get.name("/drlab/runbook")), "nobody knows");
        }
    }

    private void refused(ThrowingCallable call, String... named) {
        int before = rights.refusals().size();
        assertThatThrownBy(call).hasMessageContainingAll(named);
        assertThat(rights.refusals()).hasSizeGreaterThan(before);
        assertThat(rights.refusals().get(before)).contains(named);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, String region, Session session) {
        return builder.region(Region.of(region))
                .endpointOverride(cloud.endpoint())
                .credentialsProvider(session.credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static Map<String, AttributeValue> item(String key) {
        return Map.of("pk", AttributeValue.fromS(key));
    }
}
