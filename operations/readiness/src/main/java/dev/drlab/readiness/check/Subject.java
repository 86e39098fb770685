package dev.drlab.readiness.check;

import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.ControlTable;
import dev.drlab.contract.authority.LockItem;
import dev.drlab.contract.project.ResourceNames;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.readiness.region.Once;
import dev.drlab.readiness.region.RegionReads;
import dev.drlab.readiness.region.Right;
import dev.drlab.readiness.region.UnjudgedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/**
 * The region that is asked about, its peer, and what several checks need of them, each read once. Every getter throws
 * {@link UnjudgedException} when it could not be read. Safe for use by several threads.
 */
public final class Subject {
    private final String project;
    private final InstantSource clock;
    private final RegionReads own;
    private final Optional<String> askedPeer;
    private final Once<Runbook> runbook;
    private final Once<RegionReads> peer;
    private final Once<Runbook> peerRunbook;
    private final Once<Optional<AuthorityRecord>> ownRecord;
    private final Once<Optional<AuthorityRecord>> peerRecord;
    private final Once<Optional<DBInstance>> database;
    private final Once<Optional<DBInstance>> peerDatabase;
    private final Once<Optional<Service>> service;
    private final Once<Optional<Service>> peerService;
    private final Once<TaskDefinition> task;
    private final Once<TaskDefinition> peerTask;
    private final Map<String, Once<Optional<DescribeStateMachineResponse>>> machines;
    private final Once<Optional<GetFunctionConfigurationResponse>> agent;

    /**
     * One that is asked about.
     *
     * @param project {@code projectName} of the stacks
     * @param clock tells how old what is found is
     * @param region which is to take over
     * @param askedPeer the other region; empty: the one that the runbook names
     * @param regions reads of a region by its code
     */
    public Subject(
            String project,
            InstantSource clock,
            String region,
            Optional<String> askedPeer,
            Function<String, RegionReads> regions) {
        this.project = project;
        this.clock = clock;
        this.askedPeer = askedPeer;
        own = regions.apply(region);
        runbook = new Once<>(() -> readRunbook(own));
        peer = new Once<>(
                () -> regions.apply(askedPeer.orElseGet(() -> runbook().text(RunbookField.PEER_REGION))));
        peerRunbook = new Once<>(() -> readRunbook(peer()));
        ownRecord = new Once<>(() -> readRecord(own));
        peerRecord = new Once<>(() -> readRecord(peer()));
        database = new Once<>(() -> readDatabase(own, runbook().text(RunbookField.DB_INSTANCE)));
        peerDatabase = new Once<>(() -> readDatabase(peer(), runbook().text(RunbookField.PEER_DB_INSTANCE)));
        service = new Once<>(() -> readService(own, runbook()));
        peerService = new Once<>(() -> readService(peer(), peerRunbook()));
        task = new Once<>(() -> readTask(own, service()));
        peerTask = new Once<>(() -> readTask(peer(), peerService()));
        machines = Map.of(
                "activate", new Once<>(() -> readMachine("activate")),
                "reprotect", new Once<>(() -> readMachine("reprotect")));
        agent = new Once<>(() -> own.find(
                Right.GET_FUNCTION,
                LambdaClient.class,
                lambda -> lambda.getFunctionConfiguration(
                        r -> r.functionName(runbook().text(RunbookField.AGENT_FUNCTION))),
                List.of(ResourceNotFoundException.class)));
    }

    String project() {
        return project;
    }

    ResourceNames names() {
        return new ResourceNames(project);
    }

    Instant now() {
        return clock.instant();
    }

    RegionReads own() {
        return own;
    }

    RegionReads peer() {
        return peer.get();
    }

    Optional<String> askedPeer() {
        return askedPeer;
    }

    Runbook runbook() {
        return runbook.get();
    }

    Runbook peerRunbook() {
        return peerRunbook.get();
    }

    Optional<AuthorityRecord> ownRecord() {
        return ownRecord.get();
    }

    Optional<AuthorityRecord> peerRecord() {
        return peerRecord.get();
    }

    Optional<DBInstance> database() {
        return database.get();
    }

    Optional<DBInstance> peerDatabase() {
        return peerDatabase.get();
    }

    Optional<Service> service() {
        return service.get();
    }

    Optional<Service> peerService() {
        return peerService.get();
    }

    TaskDefinition task() {
        return task.get();
    }

    TaskDefinition peerTask() {
        return peerTask.get();
    }

    /** Of a verb; empty when there is no such machine. */
    Optional<DescribeStateMachineResponse> machine(String verb) {
        return machines.get(verb).get();
    }

    Optional<GetFunctionConfigurationResponse> agent() {
        return agent.get();
    }

    /** Who holds the lock; empty when nobody does. */
    Optional<LockItem> lock(RegionReads region) {
        return LockItem.of(region.ask(
                        Right.GET_ITEM,
                        DynamoDbClient.class,
                        dynamo -> dynamo.getItem(r ->
                                r.tableName(controlTable()).key(LockItem.key()).consistentRead(true)))
                .item());
    }

    String controlTable() {
        return names().controlTable();
    }

    /** ARN in a region, by the partition and the account that the runbook's database has. */
    String arn(String region, String service, String resource) {
        String[] database = runbook().text(RunbookField.PEER_DB_INSTANCE_ARN).split(":");
        if (database.length < 7) {
            throw new UnjudgedException(
                    "the runbook's peerDbInstanceArn is no ARN: " + runbook().text(RunbookField.PEER_DB_INSTANCE_ARN));
        }
        return "arn:" + database[1] + ":" + service + ":" + region + ":" + database[4] + ":" + resource;
    }

    private static Runbook readRunbook(RegionReads region) {
        String value = region.find(
                        Right.GET_PARAMETER,
                        SsmClient.class,
                        ssm -> ssm.getParameter(r -> r.name(Runbook.PARAMETER)),
                        List.of(ParameterNotFoundException.class))
                .orElseThrow(() -> new UnjudgedException("there is no parameter " + Runbook.PARAMETER + " in "
                        + region.region() + ": drlab's orchestration is not deployed there"))
                .parameter()
                .value();
        try {
            return Runbook.parse(value);
        } catch (IllegalArgumentException e) {
            throw new UnjudgedException(e.getMessage() + " (" + Runbook.PARAMETER + " in " + region.region() + ")", e);
        }
    }

    private Optional<AuthorityRecord> readRecord(RegionReads region) {
        return region.ask(
                Right.GET_ITEM, DynamoDbClient.class, dynamo -> new ControlTable(dynamo, controlTable()).read());
    }

    private static Optional<DBInstance> readDatabase(RegionReads region, String identifier) {
        return region.find(
                        Right.DESCRIBE_DATABASES,
                        RdsClient.class,
                        rds -> rds.describeDBInstances(r -> r.dbInstanceIdentifier(identifier)),
                        List.of(DbInstanceNotFoundException.class))
                .flatMap(answer -> answer.dbInstances().stream().findFirst());
    }

    private static Optional<Service> readService(RegionReads region, Runbook runbook) {
        return region.find(
                        Right.DESCRIBE_SERVICES,
                        EcsClient.class,
                        ecs -> ecs.describeServices(r -> r.cluster(runbook.text(RunbookField.ECS_CLUSTER))
                                .services(runbook.text(RunbookField.ECS_SERVICE))),
                        List.of(ClusterNotFoundException.class))
                .flatMap(answer -> answer.services().stream().findFirst());
    }

    private static TaskDefinition readTask(RegionReads region, Optional<Service> service) {
        String name = service.orElseThrow(
                        () -> new UnjudgedException("there is no service in " + region.region() + " to look at"))
                .taskDefinition();
        return region.ask(
                        Right.DESCRIBE_TASK_DEFINITION,
                        EcsClient.class,
                        ecs -> ecs.describeTaskDefinition(r -> r.taskDefinition(name)))
                .taskDefinition();
    }

    private Optional<DescribeStateMachineResponse> readMachine(String verb) {
        return own.find(
                Right.DESCRIBE_STATE_MACHINE,
                SfnClient.class,
                sfn -> sfn.describeStateMachine(r ->
                        r.stateMachineArn(arn(own.region(), "states", "stateMachine:" + names().stateMachine(verb)))),
                List.of(StateMachineDoesNotExistException.class));
    }
}
