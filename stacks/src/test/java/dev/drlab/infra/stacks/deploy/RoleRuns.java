package dev.drlab.infra.stacks.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Runs everything of drlab on AWS, each with a session of the role that was deployed for it. The runner of break-glass
 * runs both state machines. The handlers of agent and readiness job, the service and the verifier are processes, and an
 * operator makes calls. Databases are real and on this machine. The test shows that each call to AWS is authorized, and
 * which of a role's actions are used.
 */
final class RoleRuns implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    /** Waits that take minutes on AWS, shortened for an emulator; units as in the names. */
    private static final Map<String, Integer> TIMES = Map.of(
            "pollMillis", 300,
            "rebuildPollMillis", 300,
            "trafficPollMillis", 300,
            "trafficSeconds", 1,
            "clientConnectionSeconds", 0,
            "lockLeaseSeconds", 600);

    private static final String AGENT = "drlab-agent";
    private static final String READINESS = "drlab-readiness";
    /** A check's text for a call that a loaded machine has not answered in time. */
    private static final Pattern UNFINISHED = Pattern.compile("no answer");

    private static final String SERVICE = "drlab-service";
    private static final String VERIFIER = "drlab-verifier";
    private static final String FORWARD_SECRET = "a secret of the two services";

    private final EmulatedCloud cloud;
    private final Enforcement rights;
    private final Path directory;
    private final DeployedRegion writer;
    private final DeployedRegion standby;
    private final Map<String, String> runbooks = new HashMap<>();
    private final List<ChildProcess> processes = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private DatabaseServers databases;
    private ObjectNode passwords;
    private int runs;

    /**
     * @param rights checks every call of an assumed role
     * @param writer the region whose database is a primary
     * @param standby the region whose database is its replica
     */
    RoleRuns(EmulatedCloud cloud, Enforcement rights, Path directory, String writer, String standby)
            throws IOException {
        this.cloud = cloud;
        this.directory = Files.createDirectories(directory);
        this.rights = rights;
        this.writer = new DeployedRegion(cloud, rights, writer);
        this.standby = new DeployedRegion(cloud, rights, standby);
    }

    /**
     * Moves the authority to the standby without a loss, and rebuilds the former writer as the standby. With the
     * primary region as the standby this is a failback.
     */
    void plannedMove(Phases phases) throws Exception {
        phases.time("databases and functions of both regions", this::start);
        phases.time("activate, initial, in " + writer.name(), () -> activate(writer, "initial"));
        phases.time("the service in " + writer.name(), () -> service(writer));
        phases.time("activate, planned, in " + standby.name(), () -> activate(standby, "planned"));
        phases.time("the service in " + standby.name(), () -> service(standby));
        phases.time("reprotect in " + writer.name(), () -> reprotect(writer));
        phases.time("the verifier", this::verifier);
    }

    /** Runs the readiness checks with the standby of the planned move, and returns the report. */
    ObjectNode readiness(Phases phases) throws Exception {
        phases.time("the function of readiness", () -> {
            function(writer, READINESS, Map.of());
            return null;
        });
        return phases.time("a check of readiness", () -> {
            ObjectNode report = Json.MAPPER.createObjectNode();
            await("every check has ended").atMost(LIMIT).until(() -> {
                report.setAll(Json.object(invoke(writer, READINESS, "{}")));
                return report.path("checks").findValuesAsText("fact").stream().noneMatch(UNFINISHED.asPredicate());
            });
            return report;
        });
    }

    /** Does the work with the runbooks as they were deployed. */
    <T> T asDeployed(Callable<T> work) throws Exception {
        putRunbooksBack();
        try {
            return work.call();
        } finally {
            adaptRunbooks();
        }
    }

    /** Moves the authority back, as if its region were lost. Afterwards the regions are as before the planned move. */
    void unplannedMove(Phases phases) throws Exception {
        phases.time("activate, unplanned, in " + writer.name(), () -> activate(writer, "unplanned"));
        phases.time("reprotect in " + standby.name(), () -> reprotect(standby));
        phases.time("an operator in both regions", () -> {
            operator("drlab-primary-operator", standby);
            operator("drlab-secondary-operator", writer);
            return null;
        });
    }

    private Void start() throws IOException, InterruptedException {
        passwords = Json.object(cloud.json(
                        writer.name(),
                        "secretsmanager",
                        "secretsmanager.GetSecretValue",
                        Json.MAPPER.createObjectNode().put("SecretId", "drlab/database"))
                .path("SecretString")
                .asText());
        databases = DatabaseServers.start(directory.resolve("databases"), writer.name(), standby.name());
        cloud.instances().servedBy(databases);
        for (DeployedRegion region : List.of(writer, standby)) {
            runbooks.put(region.name(), region.runbook());
            function(
                    region,
                    AGENT,
                    Map.of(
                            "DRLAB_DB_ADMIN_USER",
                            "drlab_agent",
                            // Long, for a loaded machine: the duration of the peer's silence is not tested here.
                            "DRLAB_FENCE_TIMEOUT_SECONDS",
                            "10"));
        }
        adaptRunbooks();
        invoke(writer, AGENT, "{\"action\":\"migrate\"}");
        return null;
    }

    private void adaptRunbooks() throws IOException, InterruptedException {
        for (DeployedRegion region : List.of(writer, standby)) {
            region.adapt(TIMES, DatabaseServers.SUPERUSER);
        }
    }

    private void putRunbooksBack() throws IOException, InterruptedException {
        for (DeployedRegion region : List.of(writer, standby)) {
            if (runbooks.containsKey(region.name())) {
                region.putRunbook(runbooks.get(region.name()));
            }
        }
    }

    private void function(DeployedRegion region, String name, Map<String, String> more)
            throws IOException, InterruptedException {
        Map<String, String> environment = environment(region, region.function(name), region.functionEnvironment(name));
        environment.putAll(more);
        Path port = directory.resolve(name + "-" + region.name() + ".port");
        Path log = directory.resolve(name + "-" + region.name() + ".log");
        ChildProcess process = JavaProgram.start(
                FunctionProcess.class, directory, log, environment, List.of(port.toString(), region.handler(name)));
        processes.add(process);
        await(name + " of " + region.name()).atMost(LIMIT).until(() -> Files.exists(port) || !process.isAlive());
        assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
        cloud.functions().run(region.name(), name, URI.create("http://127.0.0.1:" + Files.readString(port) + "/"));
    }

    /**
     * Invokes a function with the administrator's credentials, as bootstrap does: only AWS can use the schedule's role.
     */
    private String invoke(DeployedRegion region, String function, String payload)
            throws IOException, InterruptedException {
        String path = "/2015-03-31/functions/" + function + "/invocations";
        String answer = cloud.post(region.name(), "lambda", path, payload);
        assertThat(answer).doesNotContain("errorMessage");
        return answer;
    }

    private ExecutionResult activate(DeployedRegion region, String mode) throws IOException, InterruptedException {
        return machine(region, "activate", Json.MAPPER.createObjectNode().put("mode", mode));
    }

    private ExecutionResult reprotect(DeployedRegion region) throws IOException, InterruptedException {
        return machine(region, "reprotect", Json.MAPPER.createObjectNode());
    }

    private ExecutionResult machine(DeployedRegion region, String verb, ObjectNode input)
            throws IOException, InterruptedException {
        runs++;
        ExecutionResult result = new MachineRun(cloud.endpoint(), region.name(), region.machine(verb))
                .of(verb, input.put("reason", "test"), directory.resolve("machine-" + runs + ".jsonl"));
        assertThat(rights.refusals()).as("%s", result).isEmpty();
        assertThat(result.succeeded()).as("%s", result).isTrue();
        return result;
    }

    /** Runs the service where it is the writer: it writes and reads rows and objects. */
    private Void service(DeployedRegion region) throws IOException, InterruptedException {
        int port = FreePort.next();
        Map<String, String> environment = environment(region, region.task(SERVICE), region.taskEnvironment(SERVICE));
        environment.put("DRLAB_HOST", "127.0.0.1");
        environment.put("DRLAB_PORT", Integer.toString(port));
        environment.put("DRLAB_PEER_URL", "http://127.0.0.1:1");
        environment.put("DRLAB_FORWARD_SECRET", FORWARD_SECRET);
        environment.put("DRLAB_OBJECTS_ENDPOINT", cloud.endpoint().toString());
        environment.put("DRLAB_CONFIRM_MILLIS", "1000");
        environment.put("DRLAB_POLL_MILLIS", "500");
        passwords(environment);
        try (ChildProcess process = JavaProgram.start(
                dev.drlab.service.Main.class,
                directory,
                directory.resolve("service-" + region.name() + ".log"),
                environment,
                List.of())) {
            URI service = URI.create("http://127.0.0.1:" + port);
            await("the service of " + region.name() + " is active")
                    .atMost(LIMIT)
                    .until(() -> !process.isAlive() || status(service, "GET", "/active") == 200);
            assertThat(status(service, "POST", "/items")).isEqualTo(201);
            await("an object is written").atMost(LIMIT).until(() -> status(service, "PUT", "/objects/one") == 201);
            assertThat(status(service, "GET", "/objects/one")).isEqualTo(200);
            Use confirmed = new Use(
                    "drlab-" + (region == standby ? "primary" : "secondary") + "-service", "dynamodb:UpdateItem");
            await("the service confirms its record")
                    .atMost(LIMIT)
                    .until(() -> rights.uses().contains(confirmed));
        }
        assertThat(rights.refusals()).isEmpty();
        return null;
    }

    private int status(URI service, String method, String path) throws InterruptedException {
        HttpRequest.BodyPublisher body = method.equals("GET")
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString("{\"value\":\"x\"}");
        try {
            return client.send(
                            HttpRequest.newBuilder(service.resolve(path))
                                    .header("Content-Type", "application/json")
                                    .timeout(Duration.ofSeconds(10))
                                    .method(method, body)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0; // it does not listen yet
        }
    }

    /** Runs the verifier in the secondary region, where it is deployed. Its verdict is not tested here. */
    private Void verifier() throws IOException, InterruptedException {
        DeployedRegion region = writer;
        Map<String, String> environment = environment(region, region.task(VERIFIER), region.taskEnvironment(VERIFIER));
        environment.put("DRLAB_DURATION_SECONDS", "5");
        environment.put("DRLAB_PUBLISH_SECONDS", "2");
        environment.put("DRLAB_LEDGER_DIR", directory.resolve("ledger").toString());
        passwords(environment);
        Path log = directory.resolve("verifier.log");
        try (ChildProcess process =
                JavaProgram.start(dev.drlab.verifier.job.Main.class, directory, log, environment, List.of())) {
            process.exitCode();
        }
        String said = Files.readString(log);
        assertThat(rights.refusals()).as(said).isEmpty();
        assertThat(said).doesNotContain("AccessDenied");
        return null;
    }

    private void passwords(Map<String, String> environment) {
        environment.put(
                "DRLAB_DB_WRITER_PASSWORD", passwords.path("writerPassword").asText());
        environment.put(
                "DRLAB_DB_READER_PASSWORD", passwords.path("readerPassword").asText());
    }

    /** The deployed environment, with the addresses of the stand-ins for AWS. */
    private Map<String, String> environment(DeployedRegion region, Session session, Map<String, String> deployed) {
        Map<String, String> environment = new HashMap<>(deployed);
        environment.putAll(session.environment());
        environment.put("AWS_ENDPOINT_URL", cloud.endpoint().toString());
        environment.put("AWS_REGION", region.name());
        environment.put("DRLAB_DB_URL", databases.jdbcUrl(region.name()));
        environment.put("DRLAB_PEER_DB_URL", databases.jdbcUrl((region == writer ? standby : writer).name()));
        return environment;
    }

    private void operator(String role, DeployedRegion region) throws IOException, InterruptedException {
        try (SfnClient machines = SfnClient.builder()
                .region(Region.of(region.name()))
                .endpointOverride(cloud.endpoint())
                .credentialsProvider(region.operator(role, "true").credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            for (String verb : List.of("activate", "reprotect")) {
                String machine = region.machineArn(verb);
                machines.describeStateMachine(request -> request.stateMachineArn(machine));
                String execution = machines.startExecution(
                                request -> request.stateMachineArn(machine).input("{\"reason\":\"test\"}"))
                        .executionArn();
                machines.listExecutions(request -> request.stateMachineArn(machine));
                machines.describeExecution(request -> request.executionArn(execution));
                machines.describeStateMachineForExecution(request -> request.executionArn(execution));
                machines.getExecutionHistory(request -> request.executionArn(execution));
                machines.stopExecution(request -> request.executionArn(execution));
                machines.redriveExecution(request -> request.executionArn(execution));
            }
        }
        assertThat(rights.refusals()).isEmpty();
    }

    /** Ends the processes and restores the runbooks. */
    @Override
    public void close() throws IOException {
        for (ChildProcess process : processes) {
            process.close();
        }
        if (databases != null) {
            cloud.instances().servedBy(RdsInstances.Servers.NONE);
            databases.close();
        }
        try {
            putRunbooksBack();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
