package dev.drlab.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.readiness.check.Check;
import dev.drlab.readiness.check.Finding;
import dev.drlab.readiness.check.Severity;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaRequest;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;

/** Every check on a healthy cloud, and on one that is spoilt in each way that the check is there for. */
class ChecksTest {
    /** A fault, the check that must find it, its severity, and the names that must appear. */
    private record Spoilt(String title, Check check, Severity severity, Consumer<FakeCloud> spoil, String... named) {
        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Spoilt> spoilt() {
        return Stream.of(authority(), databases(), services(), machines(), account())
                .flatMap(cases -> cases);
    }

    private static Spoilt blocks(String title, Check check, Consumer<FakeCloud> spoil, String... named) {
        return new Spoilt(title, check, Severity.BLOCKS, spoil, named);
    }

    private static Spoilt warns(String title, Check check, Consumer<FakeCloud> spoil, String... named) {
        return new Spoilt(title, check, Severity.WARNS, spoil, named);
    }

    private static Stream<Spoilt> authority() {
        return Stream.of(
                blocks(
                        "the peer's runbook names another",
                        Check.RUNBOOK,
                        cloud -> cloud.region(FakeCloud.PRIMARY)
                                .on(
                                        GetParameterRequest.class,
                                        r -> GetParameterResponse.builder()
                                                .parameter(p -> p.value(FakeCloud.runbook(FakeCloud.SECONDARY)
                                                        .json()))
                                                .build()),
                        FakeCloud.PRIMARY),
                blocks(
                        "no region was activated",
                        Check.AUTHORITY,
                        FakeCloud::noRecords,
                        "no region was ever activated"),
                blocks(
                        "the region is the writer",
                        Check.AUTHORITY,
                        cloud -> cloud.record(FakeCloud.SECONDARY, 2, FakeCloud.SECONDARY),
                        "is the writer already",
                        "epoch 2"),
                blocks(
                        "the peer does not know that it is the writer",
                        Check.AUTHORITY,
                        cloud -> cloud.record(FakeCloud.SECONDARY, 3, FakeCloud.PRIMARY),
                        "gives ap-southeast-2 epoch 3"),
                warns(
                        "the writer is silent",
                        Check.AUTHORITY,
                        cloud -> cloud.recordMember(
                                FakeCloud.PRIMARY, "confirmedAt", FakeCloud.millis(FakeCloud.NOW.minusSeconds(600))),
                        "600 s"),
                blocks(
                        "an execution is at work",
                        Check.LOCK,
                        cloud -> cloud.lock(FakeCloud.PRIMARY, "reprotect", "run-1", FakeCloud.NOW.minusSeconds(20)),
                        "reprotect 'run-1'",
                        "at work"),
                blocks(
                        "a lock was left behind",
                        Check.LOCK,
                        cloud -> cloud.lock(FakeCloud.SECONDARY, "activate", "run-2", FakeCloud.NOW.minusSeconds(4000)),
                        "activate 'run-2'",
                        "half done"),
                blocks("a drain is at work", Check.DRAIN, cloud -> drain(cloud, 30), "is drained by 'token'"),
                blocks("a drain was left behind", Check.DRAIN, cloud -> drain(cloud, -900), "was left in", "900 s"));
    }

    private static void drain(FakeCloud cloud, long seconds) {
        cloud.recordMember(FakeCloud.PRIMARY, "drainToken", AttributeValue.fromS("token"));
        cloud.recordMember(FakeCloud.PRIMARY, "drainDeadline", FakeCloud.millis(FakeCloud.NOW.plusSeconds(seconds)));
    }

    private static Stream<Spoilt> databases() {
        return Stream.of(
                blocks(
                        "the replica is backing up",
                        Check.REPLICA,
                        cloud -> cloud.database(FakeCloud.SECONDARY, db -> db.dbInstanceStatus("backing-up")),
                        "'backing-up'"),
                warns(
                        "the replica's storage is being optimized",
                        Check.REPLICA,
                        cloud -> cloud.database(FakeCloud.SECONDARY, db -> db.dbInstanceStatus("storage-optimization")),
                        "'storage-optimization'",
                        "a switchover refuses"),
                blocks(
                        "the database is no replica",
                        Check.REPLICA,
                        cloud -> cloud.database(
                                FakeCloud.SECONDARY, db -> db.readReplicaSourceDBInstanceIdentifier(null)),
                        "no replica"),
                blocks(
                        "it is a replica of another",
                        Check.REPLICA,
                        cloud -> cloud.database(
                                FakeCloud.SECONDARY,
                                db -> db.readReplicaSourceDBInstanceIdentifier("arn:aws:rds:x:1:db:y")),
                        "db:y"),
                blocks(
                        "it does not replicate",
                        Check.REPLICA,
                        cloud -> cloud.database(
                                FakeCloud.SECONDARY,
                                db -> db.statusInfos(info -> info.statusType("read replication")
                                        .normal(false)
                                        .status("error")
                                        .message("no slot"))),
                        "'error'",
                        "no slot"),
                blocks(
                        "a modification is pending",
                        Check.REPLICA,
                        cloud -> cloud.database(
                                FakeCloud.SECONDARY,
                                db -> db.pendingModifiedValues(p -> p.dbInstanceClass("db.t4g.large"))),
                        "db.t4g.large"),
                blocks(
                        "there is no replica",
                        Check.REPLICA,
                        cloud -> cloud.noDatabase(FakeCloud.SECONDARY),
                        "no database"),
                blocks("the replica lags", Check.LAG, cloud -> lag(cloud, 301.0), "301.0 s behind", "300 s"),
                blocks("replication has stopped", Check.LAG, cloud -> lag(cloud, -1.0), "not active"),
                blocks(
                        "no verifier ran",
                        Check.VERIFIER,
                        cloud -> cloud.standby()
                                .on(
                                        GetMetricDataRequest.class,
                                        r -> metricName(r).equals("ReplicaLag")
                                                ? FakeCloud.metric(1.0)
                                                : FakeCloud.metric()),
                        "15 minutes"),
                blocks(
                        "no run of the verifier came to a result",
                        Check.VERIFIER,
                        cloud -> cloud.standby()
                                .on(
                                        GetMetricDataRequest.class,
                                        r -> metricName(r).equals("VerifierRuns")
                                                ? FakeCloud.metric()
                                                : FakeCloud.metric(0.0)),
                        "no result in the last 15 minutes"),
                blocks(
                        "the verifier measured too much",
                        Check.VERIFIER,
                        cloud -> cloud.standby()
                                .on(
                                        GetMetricDataRequest.class,
                                        r -> metricName(r).equals("RpoExposureSeconds")
                                                ? FakeCloud.metric(400.0)
                                                : allWell(r)),
                        "400.0 s"),
                blocks(
                        "the verifier lost canaries, and its exposure is small again",
                        Check.VERIFIER,
                        cloud -> cloud.standby()
                                .on(
                                        GetMetricDataRequest.class,
                                        r -> metricName(r).equals("VerifierMissed")
                                                ? FakeCloud.metric(1.0)
                                                : allWell(r)),
                        "the verifier in us-west-2 lost canaries, missed its target or found rows",
                        "15 minutes"),
                blocks(
                        "the verifier lost all, which is no result",
                        Check.VERIFIER,
                        cloud -> cloud.standby()
                                .on(
                                        GetMetricDataRequest.class,
                                        r -> metricName(r).equals("VerifierMissed")
                                                ? FakeCloud.metric(1.0)
                                                : FakeCloud.metric()),
                        "lost canaries"),
                blocks(
                        "the writer's backups are off",
                        Check.BACKUPS,
                        cloud -> cloud.database(FakeCloud.PRIMARY, db -> db.backupRetentionPeriod(0)),
                        "drlab-ap-southeast-2 are off",
                        "reprotect would refuse"),
                blocks(
                        "the standby's backups are off",
                        Check.BACKUPS,
                        cloud -> cloud.database(FakeCloud.SECONDARY, db -> db.backupRetentionPeriod(0)),
                        "drlab-us-west-2 are off"),
                warns(
                        "backups are old",
                        Check.BACKUPS,
                        cloud -> cloud.database(
                                FakeCloud.PRIMARY, db -> db.latestRestorableTime(FakeCloud.NOW.minusSeconds(7200))),
                        "10:00:00Z"),
                blocks(
                        "a parameter differs",
                        Check.PARAMETERS,
                        cloud -> cloud.standby()
                                .on(
                                        DescribeDbParametersRequest.class,
                                        r -> FakeCloud.parameters("rds.force_ssl", "0")
                                                .response()),
                        "rds.force_ssl is '0' in us-west-2 and '1'"),
                blocks(
                        "a parameter is set on one side",
                        Check.PARAMETERS,
                        cloud -> cloud.standby()
                                .on(
                                        DescribeDbParametersRequest.class,
                                        r -> FakeCloud.parameters("rds.force_ssl", "1", "max_slot_wal_keep_size", "10")
                                                .response()),
                        "not set in ap-southeast-2"),
                blocks(
                        "parameters wait for a reboot",
                        Check.PARAMETERS,
                        cloud -> cloud.database(
                                FakeCloud.SECONDARY,
                                db -> db.dbParameterGroups(
                                        g -> g.dbParameterGroupName("g").parameterApplyStatus("pending-reboot"))),
                        "pending-reboot"),
                blocks(
                        "the class is not offered",
                        Check.INSTANCE_CLASS,
                        cloud -> cloud.standby()
                                .on(
                                        DescribeOrderableDbInstanceOptionsRequest.class,
                                        r -> DescribeOrderableDbInstanceOptionsResponse.builder()
                                                .build()),
                        "db.t4g.medium",
                        "17.4"),
                blocks(
                        "the database is smaller than the writer's",
                        Check.INSTANCE_CLASS,
                        cloud -> cloud.database(FakeCloud.PRIMARY, db -> db.dbInstanceClass("db.t4g.2xlarge")),
                        "drlab-us-west-2 is a db.t4g.medium, drlab-ap-southeast-2 a db.t4g.2xlarge, which is larger",
                        "--db-instance-class db.t4g.2xlarge"),
                blocks(
                        "the database is of another family than the writer's",
                        Check.INSTANCE_CLASS,
                        cloud -> cloud.database(FakeCloud.PRIMARY, db -> db.dbInstanceClass("db.r6g.medium")),
                        "drlab-ap-southeast-2 a db.r6g.medium, which is of another family"),
                blocks(
                        "sizes are not known",
                        Check.INSTANCE_CLASS,
                        cloud -> {
                            cloud.database(FakeCloud.PRIMARY, db -> db.dbInstanceClass("db.r6i.metal"));
                            cloud.database(FakeCloud.SECONDARY, db -> db.dbInstanceClass("db.r6i.large"));
                        },
                        "whose sizes cannot be compared"),
                warns(
                        "the database has less storage than the writer's",
                        Check.INSTANCE_CLASS,
                        cloud -> cloud.database(FakeCloud.PRIMARY, db -> db.allocatedStorage(400)),
                        "drlab-us-west-2 has 40 GiB of storage, drlab-ap-southeast-2 has 400 GiB",
                        "--allocated-storage 400"),
                blocks(
                        "the database's certificate expired",
                        Check.DATABASE_CERTIFICATE,
                        cloud -> cloud.database(
                                FakeCloud.SECONDARY,
                                db -> db.certificateDetails(d -> d.validTill(FakeCloud.NOW.minusSeconds(1)))),
                        "expired"),
                warns(
                        "the database's certificate will expire",
                        Check.DATABASE_CERTIFICATE,
                        cloud -> cloud.database(
                                FakeCloud.SECONDARY,
                                db -> db.certificateDetails(
                                        d -> d.validTill(FakeCloud.NOW.plusSeconds(9 * 24 * 3600)))),
                        "9 days"));
    }

    /** RDS and the verifier may publish nothing any more while the replica hangs: its lag grows, and no point shows it. */
    @ParameterizedTest
    @CsvSource({
        "LAG,      ReplicaLag,         0,   540, NOT_JUDGED",
        "LAG,      ReplicaLag,         200, 300, NOT_JUDGED",
        "LAG,      ReplicaLag,         301, 540, FAILED",
        "LAG,      ReplicaLag,         0,   420, WARNING",
        "LAG,      ReplicaLag,         300, 120, WARNING",
        "LAG,      ReplicaLag,         201, 100, WARNING",
        "LAG,      ReplicaLag,         200, 100, OK",
        "VERIFIER, RpoExposureSeconds, 0,   840, NOT_JUDGED",
        "VERIFIER, RpoExposureSeconds, 200, 480, NOT_JUDGED",
        "VERIFIER, RpoExposureSeconds, 0,   540, WARNING",
        "VERIFIER, RpoExposureSeconds, 300, 300, WARNING",
        "VERIFIER, RpoExposureSeconds, 0,   300, OK"
    })
    void anOldPointIsNotThePresentLag(Check check, String metric, double value, long age, Outcome outcome)
            throws InterruptedException {
        FakeCloud cloud = new FakeCloud();
        cloud.standby()
                .on(
                        GetMetricDataRequest.class,
                        r -> metricName(r).equals(metric)
                                ? FakeCloud.metric(FakeCloud.NOW.minusSeconds(age), value)
                                : allWell(r));
        Result result = FakeCloud.of(cloud.observe(), check);
        assertThat(result.outcome()).as(result.fact()).isEqualTo(outcome);
        assertThat(result.fact()).contains(age + " s ago");
    }

    private static void lag(FakeCloud cloud, double seconds) {
        cloud.standby().on(GetMetricDataRequest.class, r -> FakeCloud.metric(seconds));
    }

    private static GetMetricDataResponse allWell(GetMetricDataRequest request) {
        return metricName(request).equals("VerifierMissed") ? FakeCloud.metric() : FakeCloud.metric(1.0);
    }

    private static String metricName(GetMetricDataRequest request) {
        return request.metricDataQueries().get(0).metricStat().metric().metricName();
    }

    private static Stream<Spoilt> services() {
        return Stream.of(
                blocks("no task runs", Check.TASKS, cloud -> service(cloud, "ACTIVE", 0), "no task of drlab-service"),
                blocks(
                        "there is no service",
                        Check.TASKS,
                        cloud -> cloud.standby()
                                .on(
                                        DescribeServicesRequest.class,
                                        r -> DescribeServicesResponse.builder().build()),
                        "no active service"),
                blocks(
                        "the service is being deleted",
                        Check.TASKS,
                        cloud -> service(cloud, "DRAINING", 1),
                        "no active service"),
                blocks(
                        "a deployment failed",
                        Check.TASKS,
                        cloud -> cloud.standby()
                                .on(
                                        DescribeServicesRequest.class,
                                        r -> DescribeServicesResponse.builder()
                                                .services(s -> s.serviceName("drlab-service")
                                                        .status("ACTIVE")
                                                        .runningCount(1)
                                                        .taskDefinition("drlab-service:8")
                                                        .deployments(d -> d.taskDefinition("drlab-service:8")
                                                                .rolloutState(DeploymentRolloutState.FAILED)
                                                                .rolloutStateReason("circuit breaker")))
                                                .build()),
                        "circuit breaker"),
                blocks(
                        "scaling ends too early",
                        Check.CAPACITY,
                        cloud -> cloud.standby()
                                .on(
                                        DescribeScalableTargetsRequest.class,
                                        r -> DescribeScalableTargetsResponse.builder()
                                                .scalableTargets(t -> t.maxCapacity(1))
                                                .build()),
                        "ends at 1 tasks"),
                blocks(
                        "there is no scalable target",
                        Check.CAPACITY,
                        cloud -> cloud.standby()
                                .on(
                                        DescribeScalableTargetsRequest.class,
                                        r -> DescribeScalableTargetsResponse.builder()
                                                .build()),
                        "no scalable target"),
                blocks(
                        "the image is missing",
                        Check.IMAGE,
                        cloud -> cloud.standby().on(DescribeImagesRequest.class, r -> {
                            throw ImageNotFoundException.builder()
                                    .message("gone")
                                    .build();
                        }),
                        "no image",
                        "drlab/service:0.1.0"),
                blocks(
                        "the images differ",
                        Check.IMAGE,
                        cloud -> cloud.standby()
                                .on(
                                        DescribeImagesRequest.class,
                                        r -> DescribeImagesResponse.builder()
                                                .imageDetails(i -> i.imageDigest("sha256:b"))
                                                .build()),
                        "sha256:b",
                        "sha256:aaa"),
                blocks(
                        "the task is smaller",
                        Check.TASK_PARITY,
                        cloud -> cloud.standby()
                                .on(
                                        DescribeTaskDefinitionRequest.class,
                                        r -> FakeCloud.task(FakeCloud.SECONDARY, ":0.1.0", "256", "DRLAB_REGION")),
                        "CPU units are 256"),
                blocks(
                        "the task lacks a setting",
                        Check.TASK_PARITY,
                        cloud -> cloud.standby()
                                .on(
                                        DescribeTaskDefinitionRequest.class,
                                        r -> FakeCloud.task(FakeCloud.SECONDARY, ":0.1.0", "512")),
                        "service.DRLAB_REGION"),
                blocks(
                        "too few vCPUs",
                        Check.QUOTA,
                        cloud -> cloud.standby()
                                .on(
                                        GetServiceQuotaRequest.class,
                                        r -> GetServiceQuotaResponse.builder()
                                                .quota(q -> q.value(0.5))
                                                .build()),
                        "need 1.0",
                        "may have 0.5"),
                blocks(
                        "no room for a database",
                        Check.QUOTA,
                        cloud -> cloud.standby()
                                .on(DescribeAccountAttributesRequest.class, r -> FakeCloud.quotas(40, 40)),
                        "DBInstances",
                        "40"));
    }

    private static void service(FakeCloud cloud, String status, int running) {
        cloud.standby()
                .on(
                        DescribeServicesRequest.class,
                        r -> DescribeServicesResponse.builder()
                                .services(s -> s.serviceName("drlab-service")
                                        .status(status)
                                        .runningCount(running)
                                        .taskDefinition("drlab-service:7"))
                                .build());
    }

    private static Stream<Spoilt> machines() {
        return Stream.of(
                blocks(
                        "another definition is deployed",
                        Check.DEFINITION,
                        cloud -> cloud.standby()
                                .on(
                                        DescribeStateMachineRequest.class,
                                        r -> DescribeStateMachineResponse.builder()
                                                .status(StateMachineStatus.ACTIVE)
                                                .roleArn("arn:role")
                                                .definition("{}")
                                                .build()),
                        "activate",
                        "not the one of this checkout"),
                blocks(
                        "there is no machine",
                        Check.DEFINITION,
                        cloud -> cloud.standby().on(DescribeStateMachineRequest.class, r -> {
                            throw StateMachineDoesNotExistException.builder().build();
                        }),
                        "no active state machine"),
                warns(
                        "the agent is inactive",
                        Check.AGENT,
                        cloud -> agent(cloud, State.INACTIVE, LastUpdateStatus.SUCCESSFUL),
                        "Inactive",
                        "a move would wait for it"),
                blocks(
                        "the agent cannot be made",
                        Check.AGENT,
                        cloud -> agent(cloud, State.FAILED, LastUpdateStatus.SUCCESSFUL),
                        "Failed",
                        "would fail"),
                blocks(
                        "the agent's update failed",
                        Check.AGENT,
                        cloud -> agent(cloud, State.ACTIVE, LastUpdateStatus.FAILED),
                        "Failed"),
                blocks(
                        "a permission is missing",
                        Check.PERMISSIONS,
                        cloud -> cloud.standby()
                                .on(
                                        SimulatePrincipalPolicyRequest.class,
                                        r -> FakeCloud.decided(r, "rds:PromoteReadReplica")),
                        "may not rds:PromoteReadReplica",
                        "db:drlab-us-west-2",
                        "implicitDeny"),
                withoutTheKey("agent", "kms:Decrypt", FakeCloud.SECONDARY, "dynamodb"),
                withoutTheKey("agent", "kms:Decrypt", FakeCloud.SECONDARY, "secretsmanager"),
                withoutTheKey("agent", "kms:Decrypt", FakeCloud.PRIMARY, "dynamodb"),
                withoutTheKey("drlab-activate", "kms:GenerateDataKey", FakeCloud.SECONDARY, "sns"),
                withoutTheKey("drlab-activate", "kms:Decrypt", FakeCloud.SECONDARY, "secretsmanager"),
                withoutTheKey("drlab-reprotect", "kms:CreateGrant", FakeCloud.SECONDARY, "rds"),
                withoutTheKey("drlab-reprotect", "kms:DescribeKey", FakeCloud.SECONDARY, "rds"),
                withoutTheKey("drlab-reprotect", "kms:CreateGrant", FakeCloud.PRIMARY, "rds"),
                withoutTheKey("drlab-reprotect", "kms:DescribeKey", FakeCloud.PRIMARY, "rds"));
    }

    /** A role that lost one use of one region's key through one service. */
    private static Spoilt withoutTheKey(String role, String action, String region, String service) {
        String key = FakeCloud.key(region);
        String via = service + "." + region + ".amazonaws.com";
        return blocks(
                role + " lost " + action + " through " + via,
                Check.PERMISSIONS,
                cloud -> cloud.standby()
                        .on(
                                SimulatePrincipalPolicyRequest.class,
                                r -> FakeCloud.decided(
                                        r,
                                        r.policySourceArn().endsWith("/" + role)
                                                        && r.resourceArns().contains(key)
                                                        && isThrough(r, via)
                                                ? action
                                                : "none")),
                "role/" + role + " may not " + action + " on " + key + " with ",
                "kms:ViaService " + via);
    }

    private static boolean isThrough(SimulatePrincipalPolicyRequest request, String service) {
        return request.contextEntries().stream()
                .anyMatch(entry -> entry.contextKeyName().equals("kms:ViaService")
                        && entry.contextKeyValues().equals(List.of(service)));
    }

    private static void agent(FakeCloud cloud, State state, LastUpdateStatus update) {
        cloud.standby()
                .on(
                        GetFunctionConfigurationRequest.class,
                        r -> GetFunctionConfigurationResponse.builder()
                                .state(state)
                                .lastUpdateStatus(update)
                                .role("arn:aws:iam::1:role/agent")
                                .build());
    }

    private static Stream<Spoilt> account() {
        return Stream.of(
                blocks("the certificate expired", Check.CERTIFICATE, cloud -> certificate(cloud, -1), "expired at"),
                warns(
                        "the certificate will expire",
                        Check.CERTIFICATE,
                        cloud -> certificate(cloud, 5 * 24 * 3600),
                        "5 days"),
                blocks(
                        "the certificate was never issued",
                        Check.CERTIFICATE,
                        cloud -> cloud.standby()
                                .on(
                                        DescribeCertificateRequest.class,
                                        r -> DescribeCertificateResponse.builder()
                                                .certificate(CertificateDetail.builder()
                                                        .domainName("d")
                                                        .status(CertificateStatus.PENDING_VALIDATION)
                                                        .build())
                                                .build()),
                        "PENDING_VALIDATION"),
                blocks(
                        "https without a certificate",
                        Check.CERTIFICATE,
                        cloud -> cloud.standby()
                                .on(
                                        DescribeListenersRequest.class,
                                        r -> DescribeListenersResponse.builder().build()),
                        "no certificate"),
                blocks(
                        "the key is being deleted",
                        Check.KEY,
                        cloud -> cloud.standby()
                                .on(DescribeKeyRequest.class, r -> FakeCloud.key(KeyState.PENDING_DELETION)),
                        "PendingDeletion"),
                blocks(
                        "the passwords differ",
                        Check.SECRETS,
                        cloud -> cloud.standby()
                                .on(
                                        DescribeSecretRequest.class,
                                        r -> DescribeSecretResponse.builder()
                                                .versionIdsToStages(Map.of("v0", List.of("AWSCURRENT")))
                                                .build()),
                        "v0",
                        "v1"),
                blocks(
                        "a secret is being deleted",
                        Check.SECRETS,
                        cloud -> cloud.standby()
                                .on(
                                        DescribeSecretRequest.class,
                                        r -> DescribeSecretResponse.builder()
                                                .deletedDate(FakeCloud.NOW)
                                                .build()),
                        "being deleted"),
                blocks(
                        "a subscription is not confirmed",
                        Check.NOTIFICATIONS,
                        cloud -> cloud.standby()
                                .on(
                                        ListSubscriptionsByTopicRequest.class,
                                        r -> FakeCloud.subscribed("arn:confirmed", "PendingConfirmation")),
                        "never confirmed"),
                warns(
                        "nobody is subscribed",
                        Check.NOTIFICATIONS,
                        cloud -> cloud.standby().on(ListSubscriptionsByTopicRequest.class, r -> FakeCloud.subscribed()),
                        "nobody is subscribed"),
                warns(
                        "an alarm is on",
                        Check.ALARMS,
                        cloud -> cloud.standby()
                                .on(
                                        DescribeAlarmsRequest.class,
                                        r -> DescribeAlarmsResponse.builder()
                                                .metricAlarms(a -> a.alarmName("drlab-us-west-2-no-standby")
                                                        .stateValue(StateValue.ALARM))
                                                .build()),
                        "drlab-us-west-2-no-standby"));
    }

    private static void certificate(FakeCloud cloud, long seconds) {
        cloud.standby()
                .on(DescribeCertificateRequest.class, r -> FakeCloud.certificate(FakeCloud.NOW.plusSeconds(seconds)));
    }

    @Test
    void aHealthyCloudIsReadyByEveryCheck() throws InterruptedException {
        ReadinessReport report = new FakeCloud().observe();
        assertThat(report.results())
                .allSatisfy(result -> assertThat(result.outcome())
                        .as(result.check().id() + ": " + result.fact())
                        .isEqualTo(Outcome.OK));
        assertThat(report.results()).extracting(Result::check).containsExactly(Check.values());
        assertThat(report.verdict()).isEqualTo(Verdict.READY);
        assertThat(report.peer()).contains(FakeCloud.PRIMARY);
    }

    /** The standby's class beside the writer's, and its storage in GiB beside 40. */
    @ParameterizedTest
    @CsvSource({
        "db.t4g.medium, db.t4g.medium, 40",
        "db.t4g.large, db.t4g.medium, 40",
        "db.r6g.4xlarge, db.r6g.2xlarge, 40",
        "db.r6g.xlarge, db.r6g.large, 41",
        "db.r6i.metal, db.r6i.metal, 40"
    })
    void aDatabaseAsLargeAsTheWritersOrLargerIsReady(String own, String writers, int storage)
            throws InterruptedException {
        FakeCloud cloud = new FakeCloud();
        cloud.database(FakeCloud.SECONDARY, db -> db.dbInstanceClass(own).allocatedStorage(storage));
        cloud.database(FakeCloud.PRIMARY, db -> db.dbInstanceClass(writers));
        Result result = cloud.observe(Check.INSTANCE_CLASS);
        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.OK);
        assertThat(result.fact())
                .contains("drlab-us-west-2 (" + own + ", " + storage + " GiB) stands in for drlab-ap-southeast-2 ("
                        + writers + ", 40 GiB)");
    }

    /** A size that RDS does not return does not count as equal. */
    @Test
    void aWriterOfUnknownSizeIsNotJudged() throws InterruptedException {
        FakeCloud cloud = new FakeCloud();
        cloud.database(FakeCloud.PRIMARY, db -> db.allocatedStorage(null));
        Result result = cloud.observe(Check.INSTANCE_CLASS);
        assertThat(result.outcome()).isEqualTo(Outcome.NOT_JUDGED);
        assertThat(result.fact()).contains("class and storage of drlab-ap-southeast-2");
    }

    @ParameterizedTest
    @MethodSource("spoilt")
    void whatIsSpoiltIsFoundByItsCheckAndNamed(Spoilt spoilt) throws InterruptedException {
        FakeCloud cloud = new FakeCloud();
        spoilt.spoil().accept(cloud);
        ReadinessReport report = cloud.observe();
        Result result = FakeCloud.of(report, spoilt.check());
        assertThat(result.findings())
                .as(result.fact())
                .extracting(Finding::severity)
                .contains(spoilt.severity());
        assertThat(result.findings().toString()).contains(spoilt.named());
        assertThat(report.verdict())
                .isEqualTo(spoilt.severity() == Severity.BLOCKS ? Verdict.NOT_READY : Verdict.READY);
    }

    @Test
    void everyCheckHasACaseInWhichItFails() {
        Set<Check> failing =
                spoilt().map(Spoilt::check).collect(Collectors.toCollection(() -> EnumSet.noneOf(Check.class)));
        assertThat(failing).containsExactlyInAnyOrder(Check.values());
    }
}
