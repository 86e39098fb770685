package dev.drlab.infra.stacks.deploy;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.statemachine.Definition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The resources that readiness checks, in an emulated account and under the stacks' names, with methods that break
 * them.
 */
final class ReadinessAccount implements AutoCloseable {
    static final String WRITER = "ap-southeast-2";
    static final String STANDBY = "us-west-2";

    private static final String ACCOUNT = AwsRequest.ACCOUNT;
    private static final String TABLE = "drlab-control";
    private static final String MANIFEST =
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.docker.distribution.manifest.v2+json\",\"config\":"
                    + "{\"mediaType\":\"application/vnd.docker.container.image.v1+json\",\"size\":1,\"digest\":\"sha256:"
                    + "b".repeat(64) + "\"},\"layers\":[]}";

    private final URI endpoint;
    private final List<SdkClient> made = new ArrayList<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, String> roles = new HashMap<>();

    ReadinessAccount(URI endpoint) {
        this.endpoint = endpoint;
    }

    void make() throws IOException {
        for (String what : List.of("activate", "reprotect", "agent")) {
            roles.put(
                    what,
                    client(IamClient.builder(), "us-east-1")
                            .createRole(r -> r.roleName("drlab-" + what)
                                    .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[]}"))
                            .role()
                            .arn());
        }
        for (String region : List.of(WRITER, STANDBY)) {
            keys.put(
                    region,
                    client(KmsClient.builder(), region)
                            .createKey(r -> {})
                            .keyMetadata()
                            .arn());
            control(region);
            database(region);
            service(region);
            balancer(region);
            secrets(region);
            machines(region);
            putRunbook(region, region.equals(WRITER) ? STANDBY : WRITER);
            client(CloudWatchClient.builder(), region)
                    .putMetricAlarm(r -> r.alarmName("drlab-" + region + "-no-standby")
                            .namespace("AWS/RDS")
                            .metricName("ReplicaLag")
                            .period(60)
                            .evaluationPeriods(1)
                            .threshold(1.0)
                            .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD));
        }
        metric("AWS/RDS", "ReplicaLag", 2, 120);
        metric("drlab", "VerifierRuns", 1, 120);
        metric("drlab", "RpoExposureSeconds", 0.5, 120);
        record(STANDBY, WRITER, 1);
        record(WRITER, WRITER, 1);
    }

    private void control(String region) {
        client(DynamoDbClient.builder(), region)
                .createTable(r -> r.tableName(TABLE)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .keySchema(k -> k.attributeName("pk").keyType(KeyType.HASH))
                        .attributeDefinitions(a -> a.attributeName("pk").attributeType(ScalarAttributeType.S)));
    }

    private void record(String region, String writer, long epoch) {
        put(
                region,
                Map.of(
                        "pk", AttributeValue.fromS("authority"),
                        "epoch", AttributeValue.fromN(Long.toString(epoch)),
                        "region", AttributeValue.fromS(writer),
                        "confirmedAt", millis(Instant.now().plusSeconds(600))));
    }

    private void put(String region, Map<String, AttributeValue> item) {
        client(DynamoDbClient.builder(), region).putItem(r -> r.tableName(TABLE).item(item));
    }

    private void database(String region) {
        RdsClient rds = client(RdsClient.builder(), region);
        String group = "drlab-" + region + "-postgres17";
        // The emulator looks for the source's parameter group in the replica's region.
        for (String each : List.of(WRITER, STANDBY)) {
            rds.createDBParameterGroup(r -> r.dbParameterGroupName("drlab-" + each + "-postgres17")
                    .dbParameterGroupFamily("postgres17")
                    .description("drlab"));
        }
        parameter(region, "rds.force_ssl", "1");
        if (region.equals(WRITER)) {
            rds.createDBInstance(r -> r.dbInstanceIdentifier("drlab-" + region)
                    .engine("postgres")
                    .engineVersion("17.4")
                    .dbInstanceClass("db.t4g.medium")
                    .allocatedStorage(40)
                    .masterUsername("drlab_admin")
                    .masterUserPassword("not-a-secret-1")
                    .dbParameterGroupName(group)
                    .backupRetentionPeriod(7));
        } else {
            rds.createDBInstanceReadReplica(r -> r.dbInstanceIdentifier("drlab-" + region)
                    .sourceDBInstanceIdentifier(databaseArn(WRITER))
                    .dbInstanceClass("db.t4g.medium"));
            rds.modifyDBInstance(r -> r.dbInstanceIdentifier("drlab-" + region)
                    .dbParameterGroupName(group)
                    .backupRetentionPeriod(7)
                    .applyImmediately(true));
        }
    }

    private void parameter(String region, String name, String value) {
        client(RdsClient.builder(), region)
                .modifyDBParameterGroup(r -> r.dbParameterGroupName("drlab-" + region + "-postgres17")
                        .parameters(Parameter.builder()
                                .parameterName(name)
                                .parameterValue(value)
                                .applyMethod(ApplyMethod.IMMEDIATE)
                                .build()));
    }

    private void service(String region) {
        EcrClient ecr = client(EcrClient.builder(), region);
        ecr.createRepository(r -> r.repositoryName("drlab/service"));
        ecr.putImage(r -> r.repositoryName("drlab/service").imageTag("0.1.0").imageManifest(MANIFEST));
        EcsClient ecs = client(EcsClient.builder(), region);
        ecs.createCluster(r -> r.clusterName("drlab"));
        task(region, "512");
        ecs.createService(r -> r.cluster("drlab")
                .serviceName("drlab-service")
                .taskDefinition("drlab-service")
                .desiredCount(1));
        bound(region, 4);
    }

    private void task(String region, String cpu) {
        client(EcsClient.builder(), region)
                .registerTaskDefinition(r -> r.family("drlab-service")
                        .cpu(cpu)
                        .memory("1024")
                        .containerDefinitions(c -> c.name("service")
                                .image(ACCOUNT + ".dkr.ecr." + region + ".amazonaws.com/drlab/service:0.1.0")
                                .environment(KeyValuePair.builder()
                                        .name("DRLAB_REGION")
                                        .value(region)
                                        .build())));
    }

    private void bound(String region, int most) {
        client(ApplicationAutoScalingClient.builder(), region)
                .registerScalableTarget(r -> r.serviceNamespace(ServiceNamespace.ECS)
                        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                        .resourceId("service/drlab/drlab-service")
                        .minCapacity(1)
                        .maxCapacity(most));
    }

    private void balancer(String region) {
        AcmClient acm = client(AcmClient.builder(), region);
        String certificate =
                acm.requestCertificate(r -> r.domainName("a.example.com")).certificateArn();
        await("the emulator issues the certificate") // MOTO_ACM_VALIDATION_WAIT
                .until(() -> acm.describeCertificate(r -> r.certificateArn(certificate))
                                .certificate()
                                .status()
                        == CertificateStatus.ISSUED);
        ElasticLoadBalancingV2Client elb = client(ElasticLoadBalancingV2Client.builder(), region);
        String subnet = client(Ec2Client.builder(), region)
                .describeSubnets()
                .subnets()
                .get(0)
                .subnetId();
        String balancer = elb.createLoadBalancer(r -> r.name("drlab").subnets(subnet))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        elb.createListener(r -> r.loadBalancerArn(balancer)
                .protocol(ProtocolEnum.HTTPS)
                .port(443)
                .certificates(c -> c.certificateArn(certificate))
                .defaultActions(
                        a -> a.type(ActionTypeEnum.FIXED_RESPONSE).fixedResponseConfig(f -> f.statusCode("503"))));
    }

    private void secrets(String region) {
        SecretsManagerClient secrets = client(SecretsManagerClient.builder(), region);
        for (String name : List.of("drlab/database", "drlab/writer")) {
            secrets.createSecret(
                    r -> r.name(name).secretString("{}").clientRequestToken("00000000-0000-0000-0000-000000000001"));
        }
    }

    private void machines(String region) throws IOException {
        SfnClient sfn = client(SfnClient.builder(), region);
        for (String verb : List.of("activate", "reprotect")) {
            sfn.createStateMachine(r -> r.name("drlab-" + verb)
                    .roleArn(roles.get(verb))
                    .definition(Definition.shipped(verb).json()));
        }
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("nothing"));
        }
        client(LambdaClient.builder(), region)
                .createFunction(r -> r.functionName("drlab-agent")
                        .runtime(Runtime.JAVA17)
                        .role(roles.get("agent"))
                        .handler("Nothing")
                        .code(c -> c.zipFile(SdkBytes.fromByteArray(zip.toByteArray()))));
        client(SnsClient.builder(), region).createTopic(r -> r.name("drlab"));
        client(SnsClient.builder(), region)
                .subscribe(r -> r.topicArn(topic(region)).protocol("email").endpoint("a@example.com"));
    }

    /** Sets the region that the writer's runbook names as its peer. */
    void runbookOfTheWriter(String peer) {
        putRunbook(WRITER, peer);
    }

    private void putRunbook(String region, String peer) {
        client(SsmClient.builder(), region)
                .putParameter(r -> r.name(Runbook.PARAMETER)
                        .type(ParameterType.STRING)
                        .overwrite(true)
                        .value(runbook(region, peer).json()));
    }

    private Runbook runbook(String region, String peer) {
        return Runbook.builder()
                .text(RunbookField.REGION, region)
                .text(RunbookField.PEER_REGION, peer)
                .text(RunbookField.AGENT_FUNCTION, "drlab-agent")
                .text(RunbookField.DB_INSTANCE, "drlab-" + region)
                .text(RunbookField.PEER_DB_INSTANCE, "drlab-" + peer)
                .text(RunbookField.PEER_DB_INSTANCE_ARN, databaseArn(peer))
                .text(RunbookField.ECS_CLUSTER, "drlab")
                .text(RunbookField.ECS_SERVICE, "drlab-service")
                .number(RunbookField.DESIRED_TASKS, 2)
                .number(RunbookField.STANDBY_TASKS, 1)
                .number(RunbookField.MAX_TASKS, 4)
                .text(RunbookField.WRITER_POINTER, "drlab/writer")
                .text(RunbookField.PUBLIC_URL, "https://a.example.com")
                .text(RunbookField.TOPIC_ARN, topic(region))
                .text(RunbookField.METRICS_NAMESPACE, "drlab")
                .number(RunbookField.RPO_TARGET_SECONDS, 300)
                .defaultsOnAws()
                .object(
                        RunbookField.REPLICA,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("DbInstanceClass", "db.t4g.medium")
                                .put("AllocatedStorage", 40)
                                .put("DbSubnetGroupName", "drlab-" + region)
                                .put("KmsKeyId", keys.get(region)))
                .object(
                        RunbookField.REPLICA_SETTINGS,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("DbParameterGroupName", "drlab-" + region + "-postgres17"))
                .build();
    }

    private static String topic(String region) {
        return "arn:aws:sns:" + region + ":" + ACCOUNT + ":drlab";
    }

    private static String databaseArn(String region) {
        return "arn:aws:rds:" + region + ":" + ACCOUNT + ":db:drlab-" + region;
    }

    /** Publishes a metric in the standby's region with an age in seconds. The emulator leaves out the last second. */
    void metric(String namespace, String name, double value, int secondsAgo) {
        Dimension dimension = namespace.equals("AWS/RDS")
                ? Dimension.builder()
                        .name("DBInstanceIdentifier")
                        .value("drlab-" + STANDBY)
                        .build()
                : Dimension.builder().name("Project").value("drlab").build();
        client(CloudWatchClient.builder(), STANDBY)
                .putMetricData(r -> r.namespace(namespace)
                        .metricData(d -> d.metricName(name)
                                .dimensions(dimension)
                                .timestamp(Instant.now().minusSeconds(secondsAgo))
                                .value(value)));
    }

    void lock(Instant heartbeat) {
        put(
                STANDBY,
                Map.of(
                        "pk", AttributeValue.fromS("lock"),
                        "lockOwner", AttributeValue.fromS("run-1"),
                        "verb", AttributeValue.fromS("activate"),
                        "heartbeat", millis(heartbeat)));
    }

    void unlock() {
        client(DynamoDbClient.builder(), STANDBY)
                .deleteItem(r -> r.tableName(TABLE).key(Map.of("pk", AttributeValue.fromS("lock"))));
    }

    void drain(Instant deadline) {
        Map<String, AttributeValue> item = new HashMap<>(client(DynamoDbClient.builder(), WRITER)
                .getItem(r -> r.tableName(TABLE).key(Map.of("pk", AttributeValue.fromS("authority"))))
                .item());
        item.put("drainToken", AttributeValue.fromS("token"));
        item.put("drainDeadline", millis(deadline));
        put(WRITER, item);
    }

    void undrain() {
        record(WRITER, WRITER, 1);
    }

    void turnBackupsOff() {
        client(RdsClient.builder(), WRITER)
                .modifyDBInstance(r -> r.dbInstanceIdentifier("drlab-" + WRITER)
                        .backupRetentionPeriod(0)
                        .applyImmediately(true));
    }

    void changeAParameter() {
        parameter(STANDBY, "log_min_duration_statement", "5");
    }

    void removeTheImage() {
        client(EcrClient.builder(), STANDBY)
                .batchDeleteImage(r -> r.repositoryName("drlab/service").imageIds(i -> i.imageTag("0.1.0")));
    }

    void lowerTheBound() {
        bound(STANDBY, 1);
    }

    void shrinkTheTask() {
        task(STANDBY, "256");
        client(EcsClient.builder(), STANDBY)
                .updateService(r -> r.cluster("drlab").service("drlab-service").taskDefinition("drlab-service"));
    }

    void removeTheListener() {
        ElasticLoadBalancingV2Client elb = client(ElasticLoadBalancingV2Client.builder(), STANDBY);
        String balancer = elb.describeLoadBalancers(r -> r.names("drlab"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        elb.describeListeners(r -> r.loadBalancerArn(balancer))
                .listeners()
                .forEach(listener -> elb.deleteListener(r -> r.listenerArn(listener.listenerArn())));
    }

    void changeAPassword() {
        client(SecretsManagerClient.builder(), WRITER)
                .putSecretValue(r -> r.secretId("drlab/database").secretString("{\"a\":1}"));
    }

    void deleteTheKey() {
        client(KmsClient.builder(), STANDBY)
                .scheduleKeyDeletion(
                        r -> r.keyId(keys.get(STANDBY).replaceAll(".*/", "")).pendingWindowInDays(30));
    }

    void deployAnotherDefinition() {
        client(SfnClient.builder(), STANDBY)
                .updateStateMachine(r -> r.stateMachineArn(
                                "arn:aws:states:" + STANDBY + ":" + ACCOUNT + ":stateMachine:drlab-activate")
                        .definition("{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}"));
    }

    void makeTheStandbyTheWriter() {
        record(STANDBY, STANDBY, 2);
    }

    void removeTheService() {
        client(EcsClient.builder(), STANDBY)
                .deleteService(r -> r.cluster("drlab").service("drlab-service").force(true));
    }

    void alarm() {
        client(CloudWatchClient.builder(), STANDBY)
                .setAlarmState(r -> r.alarmName("drlab-" + STANDBY + "-no-standby")
                        .stateValue(StateValue.ALARM)
                        .stateReason("test"));
    }

    void removeTheAgent() {
        client(LambdaClient.builder(), STANDBY).deleteFunction(r -> r.functionName("drlab-agent"));
    }

    private static AttributeValue millis(Instant at) {
        return AttributeValue.fromN(Long.toString(at.toEpochMilli()));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> C client(
            B builder, String region) {
        C client = builder.region(Region.of(region))
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        made.add(client);
        return client;
    }

    @Override
    public void close() {
        made.forEach(SdkClient::close);
    }
}
