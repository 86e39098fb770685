package dev.drlab.readiness;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.readiness.check.Check;
import dev.drlab.statemachine.Definition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.DescribeCertificateRequest;
import software.amazon.awssdk.services.acm.model.DescribeCertificateResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.rds.model.AccountQuota;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersResponse;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsResponse;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaRequest;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;

/** Two simulated regions, healthy until a test spoils one: the primary is the writer, the secondary its standby. */
public final class FakeCloud implements Regions {
    public static final String PRIMARY = "ap-southeast-2";
    public static final String SECONDARY = "us-west-2";
    public static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private static final String ACCOUNT = "123456789012";
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    private final Map<String, FakeRegion> regions = new HashMap<>();
    private final Map<String, Map<String, AttributeValue>> records = new HashMap<>();
    private final Map<String, Map<String, AttributeValue>> locks = new HashMap<>();
    private final Map<String, DBInstance> databases = new HashMap<>();

    /** Healthy. */
    public FakeCloud() {
        for (String region : List.of(PRIMARY, SECONDARY)) {
            regions.put(region, healthy(region));
            record(region, 1, PRIMARY);
            locks.put(region, Map.of());
        }
        databases.put(PRIMARY, database(PRIMARY).build());
        databases.put(
                SECONDARY,
                database(SECONDARY)
                        .readReplicaSourceDBInstanceIdentifier(databaseArn(PRIMARY))
                        .statusInfos(info ->
                                info.statusType("read replication").normal(true).status("replicating"))
                        .build());
    }

    @Override
    public dev.drlab.readiness.region.Clients clients(String region) {
        return regions.get(region).clients();
    }

    public FakeRegion region(String name) {
        return regions.get(name);
    }

    FakeRegion standby() {
        return region(SECONDARY);
    }

    public void record(String region, long epoch, String writer) {
        records.put(
                region,
                new HashMap<>(Map.of(
                        "epoch", AttributeValue.fromN(Long.toString(epoch)),
                        "region", AttributeValue.fromS(writer),
                        "confirmedAt", millis(NOW.minusSeconds(5)))));
    }

    void recordMember(String region, String name, AttributeValue value) {
        records.get(region).put(name, value);
    }

    void noRecords() {
        records.replaceAll((region, item) -> Map.of());
    }

    void lock(String region, String verb, String owner, Instant heartbeat) {
        locks.put(
                region,
                Map.of(
                        "lockOwner", AttributeValue.fromS(owner),
                        "verb", AttributeValue.fromS(verb),
                        "heartbeat", millis(heartbeat)));
    }

    public void database(String region, UnaryOperator<DBInstance.Builder> change) {
        databases.computeIfPresent(
                region, (name, database) -> change.apply(database.toBuilder()).build());
    }

    void noDatabase(String region) {
        databases.remove(region);
    }

    /** All checks on the secondary region. */
    ReadinessReport observe() throws InterruptedException {
        return observe(SECONDARY);
    }

    ReadinessReport observe(String region) throws InterruptedException {
        return readiness().of(region, Optional.empty(), Map.of());
    }

    Readiness readiness() {
        return new Readiness("drlab", this, InstantSource.fixed(NOW));
    }

    Result observe(Check check) throws InterruptedException {
        return of(observe(), check);
    }

    static Result of(ReadinessReport report, Check check) {
        return report.results().stream()
                .filter(result -> result.check() == check)
                .findFirst()
                .orElseThrow();
    }

    static AttributeValue millis(Instant at) {
        return AttributeValue.fromN(Long.toString(at.toEpochMilli()));
    }

    static String peer(String region) {
        return region.equals(PRIMARY) ? SECONDARY : PRIMARY;
    }

    static String key(String region) {
        return "arn:aws:kms:" + region + ":" + ACCOUNT + ":key/mrk-1";
    }

    static String databaseArn(String region) {
        return "arn:aws:rds:" + region + ":" + ACCOUNT + ":db:drlab-" + region;
    }

    static Runbook runbook(String region) {
        ObjectNode replica = JsonNodeFactory.instance
                .objectNode()
                .put("DbInstanceClass", "db.t4g.medium")
                .put("AllocatedStorage", 40)
                .put("KmsKeyId", key(region))
                .put("DbSubnetGroupName", "drlab-" + region)
                .put("MonitoringRoleArn", "arn:aws:iam::" + ACCOUNT + ":role/drlab-monitoring");
        ObjectNode settings = JsonNodeFactory.instance
                .objectNode()
                .put("DbParameterGroupName", "drlab-" + region + "-postgres17")
                .put("BackupRetentionPeriod", 7);
        return Runbook.builder()
                .text(RunbookField.REGION, region)
                .text(RunbookField.PEER_REGION, peer(region))
                .text(RunbookField.AGENT_FUNCTION, "drlab-agent")
                .text(RunbookField.DB_INSTANCE, "drlab-" + region)
                .text(RunbookField.PEER_DB_INSTANCE, "drlab-" + peer(region))
                .text(RunbookField.PEER_DB_INSTANCE_ARN, databaseArn(peer(region)))
                .text(RunbookField.ECS_CLUSTER, "drlab")
                .text(RunbookField.ECS_SERVICE, "drlab-service")
                .number(RunbookField.DESIRED_TASKS, 2)
                .number(RunbookField.STANDBY_TASKS, 1)
                .number(RunbookField.MAX_TASKS, 4)
                .text(RunbookField.WRITER_POINTER, "drlab/writer")
                .text(RunbookField.PUBLIC_URL, "https://app.example.com")
                .text(RunbookField.TOPIC_ARN, "arn:aws:sns:" + region + ":" + ACCOUNT + ":drlab")
                .text(RunbookField.METRICS_NAMESPACE, "drlab")
                .number(RunbookField.RPO_TARGET_SECONDS, 300)
                .defaultsOnAws()
                .object(RunbookField.REPLICA, replica)
                .object(RunbookField.REPLICA_SETTINGS, settings)
                .build();
    }

    private static DBInstance.Builder database(String region) {
        return DBInstance.builder()
                .dbInstanceIdentifier("drlab-" + region)
                .dbInstanceStatus("available")
                .engine("postgres")
                .engineVersion("17.4")
                .dbInstanceClass("db.t4g.medium")
                .allocatedStorage(40)
                .backupRetentionPeriod(7)
                .latestRestorableTime(NOW.minusSeconds(240))
                .dbParameterGroups(group -> group.dbParameterGroupName("drlab-" + region + "-postgres17")
                        .parameterApplyStatus("in-sync"))
                .certificateDetails(details -> details.validTill(NOW.plusSeconds(300L * 24 * 3600)));
    }

    static DescribeTaskDefinitionResponse task(String region, String tag, String cpu, String... variables) {
        return DescribeTaskDefinitionResponse.builder()
                .taskDefinition(task -> task.cpu(cpu)
                        .memory("1024")
                        .containerDefinitions(container -> container
                                .name("service")
                                .image(ACCOUNT + ".dkr.ecr." + region + ".amazonaws.com/drlab/service" + tag)
                                .environment(List.of(variables).stream()
                                        .map(name -> software.amazon.awssdk.services.ecs.model.KeyValuePair.builder()
                                                .name(name)
                                                .value(region)
                                                .build())
                                        .toList())))
                .build();
    }

    static DescribeParameters parameters(String... namesAndValues) {
        return new DescribeParameters(namesAndValues);
    }

    /** Names and values in turn. */
    record DescribeParameters(String... namesAndValues) {
        DescribeDbParametersResponse response() {
            List<Parameter> all = new java.util.ArrayList<>();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                all.add(Parameter.builder()
                        .parameterName(namesAndValues[i])
                        .parameterValue(namesAndValues[i + 1])
                        .source("user")
                        .build());
            }
            return DescribeDbParametersResponse.builder().parameters(all).build();
        }
    }

    /** One a minute, the newest of the last one. */
    public static GetMetricDataResponse metric(Double... newestFirst) {
        return metric(NOW.minusSeconds(60), newestFirst);
    }

    static GetMetricDataResponse metric(Instant newest, Double... newestFirst) {
        return GetMetricDataResponse.builder()
                .metricDataResults(result -> result.id("asked")
                        .timestamps(IntStream.range(0, newestFirst.length)
                                .mapToObj(i -> newest.minusSeconds(60L * i))
                                .toList())
                        .values(newestFirst))
                .build();
    }

    static SimulatePrincipalPolicyResponse decided(SimulatePrincipalPolicyRequest asked, String denied) {
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(asked.actionNames().stream()
                        .map(action -> EvaluationResult.builder()
                                .evalActionName(action)
                                .evalDecision(action.equals(denied) ? "implicitDeny" : "allowed")
                                .build())
                        .toList())
                .isTruncated(false)
                .build();
    }

    static DescribeAccountAttributesResponse quotas(long used, long most) {
        return DescribeAccountAttributesResponse.builder()
                .accountQuotas(List.of("DBInstances", "AllocatedStorage", "ManualSnapshots").stream()
                        .map(name -> AccountQuota.builder()
                                .accountQuotaName(name)
                                .used(used)
                                .max(most)
                                .build())
                        .toList())
                .build();
    }

    private FakeRegion healthy(String name) {
        return new FakeRegion()
                .on(
                        GetParameterRequest.class,
                        r -> GetParameterResponse.builder()
                                .parameter(p -> p.value(runbook(name).json()))
                                .build())
                .on(
                        GetItemRequest.class,
                        r -> GetItemResponse.builder()
                                .item(r.key().get("pk").s().equals("lock") ? locks.get(name) : records.get(name))
                                .build())
                .on(DescribeDbInstancesRequest.class, r -> databases(name, r))
                .on(
                        DescribeDbParametersRequest.class,
                        r -> parameters("rds.force_ssl", "1").response())
                .on(
                        DescribeOrderableDbInstanceOptionsRequest.class,
                        r -> DescribeOrderableDbInstanceOptionsResponse.builder()
                                .orderableDBInstanceOptions(option -> option.dbInstanceClass(r.dbInstanceClass()))
                                .build())
                .on(DescribeAccountAttributesRequest.class, r -> quotas(2, 100))
                .on(GetMetricDataRequest.class, r -> metrics(name, r))
                .on(
                        DescribeAlarmsRequest.class,
                        r -> DescribeAlarmsResponse.builder()
                                .metricAlarms(alarm -> alarm.alarmName(r.alarmNamePrefix() + "no-standby")
                                        .stateValue(StateValue.OK))
                                .build())
                .on(
                        DescribeServicesRequest.class,
                        r -> DescribeServicesResponse.builder()
                                .services(service -> service.serviceName("drlab-service")
                                        .status("ACTIVE")
                                        .runningCount(name.equals(PRIMARY) ? 2 : 1)
                                        .taskDefinition("drlab-service:7"))
                                .build())
                .on(DescribeTaskDefinitionRequest.class, r -> task(name, ":0.1.0", "512", "DRLAB_REGION"))
                .on(
                        DescribeScalableTargetsRequest.class,
                        r -> DescribeScalableTargetsResponse.builder()
                                .scalableTargets(target -> target.minCapacity(1).maxCapacity(4))
                                .build())
                .on(
                        DescribeImagesRequest.class,
                        r -> DescribeImagesResponse.builder()
                                .imageDetails(image -> image.imageDigest(DIGEST))
                                .build())
                .on(
                        DescribeLoadBalancersRequest.class,
                        r -> DescribeLoadBalancersResponse.builder()
                                .loadBalancers(balancer -> balancer.loadBalancerArn("arn:balancer"))
                                .build())
                .on(
                        DescribeListenersRequest.class,
                        r -> DescribeListenersResponse.builder()
                                .listeners(listener -> listener.certificates(c -> c.certificateArn("arn:certificate")))
                                .build())
                .on(DescribeCertificateRequest.class, r -> certificate(NOW.plusSeconds(200L * 24 * 3600)))
                .on(
                        DescribeSecretRequest.class,
                        r -> DescribeSecretResponse.builder()
                                .versionIdsToStages(Map.of("v1", List.of("AWSCURRENT")))
                                .build())
                .on(DescribeKeyRequest.class, r -> key(KeyState.ENABLED))
                .on(ListSubscriptionsByTopicRequest.class, r -> subscribed("arn:aws:sns:confirmed"))
                .on(
                        DescribeStateMachineRequest.class,
                        r -> DescribeStateMachineResponse.builder()
                                .status(StateMachineStatus.ACTIVE)
                                .roleArn("arn:aws:iam::" + ACCOUNT + ":role/"
                                        + r.stateMachineArn().replaceAll(".*:", ""))
                                .definition(
                                        Definition.shipped(r.stateMachineArn().replaceAll(".*-", ""))
                                                .json())
                                .build())
                .on(
                        GetFunctionConfigurationRequest.class,
                        r -> GetFunctionConfigurationResponse.builder()
                                .state(State.ACTIVE)
                                .lastUpdateStatus(LastUpdateStatus.SUCCESSFUL)
                                .role("arn:aws:iam::" + ACCOUNT + ":role/agent")
                                .build())
                .on(SimulatePrincipalPolicyRequest.class, r -> decided(r, "none"))
                .on(
                        GetServiceQuotaRequest.class,
                        r -> GetServiceQuotaResponse.builder()
                                .quota(quota -> quota.value(6.0))
                                .build());
    }

    private DescribeDbInstancesResponse databases(String region, DescribeDbInstancesRequest request) {
        DBInstance database = databases.get(region);
        if (database == null || !database.dbInstanceIdentifier().equals(request.dbInstanceIdentifier())) {
            throw software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException.builder()
                    .message("DBInstance " + request.dbInstanceIdentifier() + " not found.")
                    .build();
        }
        return DescribeDbInstancesResponse.builder().dbInstances(database).build();
    }

    private static GetMetricDataResponse metrics(String region, GetMetricDataRequest request) {
        return switch (request.metricDataQueries().get(0).metricStat().metric().metricName()) {
            case "ReplicaLag" -> metric(2.0, 3.0);
            case "VerifierRuns" -> region.equals(SECONDARY) ? metric(1.0, 1.0) : metric();
            case "RpoExposureSeconds" -> metric(0.8);
            case "VerifierMissed" -> metric();
            default -> throw new AssertionError("unknown metric in " + request);
        };
    }

    static DescribeCertificateResponse certificate(Instant end) {
        return DescribeCertificateResponse.builder()
                .certificate(CertificateDetail.builder()
                        .domainName("secondary.app.example.com")
                        .status(CertificateStatus.ISSUED)
                        .notAfter(end)
                        .build())
                .build();
    }

    static DescribeKeyResponse key(KeyState state) {
        return DescribeKeyResponse.builder()
                .keyMetadata(key -> key.keyId("mrk-1").keyState(state))
                .build();
    }

    static ListSubscriptionsByTopicResponse subscribed(String... arns) {
        return ListSubscriptionsByTopicResponse.builder()
                .subscriptions(List.of(arns).stream()
                        .map(arn -> software.amazon.awssdk.services.sns.model.Subscription.builder()
                                .subscriptionArn(arn)
                                .protocol("email")
                                .build())
                        .toList())
                .build();
    }
}
