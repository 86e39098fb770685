package dev.drlab.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.contract.canary.ReplicationLag;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.drill.cloud.Canaries;
import dev.drlab.drill.cloud.DrillCloud;
import dev.drlab.drill.cloud.DrillRegion;
import dev.drlab.drill.cloud.ExecutionState;
import dev.drlab.drill.cloud.Executions;
import dev.drlab.drill.cloud.Fault;
import dev.drlab.drill.cloud.RegionFacts;
import dev.drlab.lab.Lab;
import dev.drlab.lab.simulation.aws.call.Arns;
import dev.drlab.region.Identity;
import dev.drlab.report.Report;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.verifier.CanaryConfig;
import dev.drlab.verifier.CanaryRun;
import dev.drlab.verifier.account.LossAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A running lab's regions: the lab's own runner stands for Step Functions, its verifier for the job. */
final class LabDrillCloud implements DrillCloud {
    private final Lab lab;
    private final Path ledgers;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    /** Whether the verifier runs. */
    boolean canaries = true;

    private static final class Run {
        private final Instant begin = Instant.now();
        private final List<ExecutionEvent> events = new CopyOnWriteArrayList<>();
        private final CompletableFuture<ExecutionResult> result = new CompletableFuture<>();
    }

    LabDrillCloud(Lab lab, Path ledgers) {
        this.lab = lab;
        this.ledgers = ledgers;
    }

    @Override
    public DrillRegion region(String name) {
        return new DrillRegion() {
            @Override
            public Identity identity() {
                return new Identity(Arns.ACCOUNT, "arn:aws:iam::" + Arns.ACCOUNT + ":user/lab");
            }

            @Override
            public RegionFacts runbook() {
                String peer = name.equals("us-west-2") ? "ap-southeast-2" : "us-west-2";
                return new RegionFacts(name, peer, "drlab", "drlab-service", "drlab-" + name, Duration.ofSeconds(20));
            }

            @Override
            public Executions executions() {
                return new LabExecutions(name);
            }

            @Override
            public Fault fault(RegionFacts facts) {
                return new LabFault(lab, facts);
            }

            @Override
            public Optional<Canaries> canaries() {
                return canaries ? Optional.of(new LabCanaries(name)) : Optional.empty();
            }

            @Override
            public String databaseVersion(String dbInstance) {
                return "PostgreSQL of the lab";
            }

            @Override
            public void close() {
                // the lab's own
            }
        };
    }

    private final class LabExecutions implements Executions {
        private final String region;

        LabExecutions(String region) {
            this.region = region;
        }

        @Override
        public String start(String verb, String name, String input) {
            runs.computeIfAbsent(name, unused -> {
                Run run = new Run();
                Thread thread = new Thread(() -> run(run, input), "lab-step-functions");
                thread.setDaemon(true);
                thread.start();
                return run;
            });
            return name;
        }

        private void run(Run run, String input) {
            try {
                JsonNode json = JsonMapper.builder().build().readTree(input);
                ActivateInput activate = new ActivateInput(
                        json.path("mode").asText(),
                        json.path("reason").asText(),
                        Optional.ofNullable(json.path("incidentStartedAt").textValue())
                                .map(Instant::parse),
                        false);
                run.result.complete(lab.activate(region, activate, run.events::add));
            } catch (IOException | InterruptedException | RuntimeException e) {
                run.result.completeExceptionally(e);
            }
        }

        @Override
        public Optional<ExecutionState> find(String verb, String name) {
            return runs.containsKey(name) ? Optional.of(describe(name)) : Optional.empty();
        }

        @Override
        public ExecutionState describe(String execution) {
            Run run = runs.get(execution);
            if (!run.result.isDone()) {
                return new ExecutionState(
                        ExecutionState.Status.RUNNING,
                        run.begin,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        answeredAt());
            }
            ExecutionResult result = run.result.join();
            return new ExecutionState(
                    result.succeeded() ? ExecutionState.Status.SUCCEEDED : ExecutionState.Status.FAILED,
                    result.startedAt(),
                    Optional.of(result.endedAt()),
                    result.output().map(JsonNode::toString),
                    result.error(),
                    result.cause(),
                    answeredAt());
        }

        /** As Step Functions says it: the date of the answer. */
        private Optional<Instant> answeredAt() {
            return Optional.of(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        }

        @Override
        public List<ExecutionEvent> history(String execution, long after) {
            return runs.get(execution).events.stream()
                    .filter(event -> event.sequence() > after)
                    .toList();
        }

        @Override
        public Report.Definition definition(String execution, String verb) {
            Definition activate = lab.activateDefinition();
            return new Report.Definition("activate.asl.json", activate.sha256());
        }
    }

    private final class LabCanaries implements Canaries {
        private final String survivor;
        private CanaryRun run;

        LabCanaries(String survivor) {
            this.survivor = survivor;
        }

        @Override
        public void begin() {
            try {
                run = CanaryRun.start(CanaryConfig.of(
                        lab.logins().verifierEndpoint("ap-southeast-2"),
                        lab.logins().verifierEndpoint("us-west-2"),
                        ledgers));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Answer end(Instant event) throws InterruptedException {
            ReplicationLag lag = run.stop(Duration.ofSeconds(1)).end().replication();
            try (Connection connection = lab.logins().reader(survivor)) {
                return Answer.measured(
                        new Figures(LossAccount.of(run.ledger(), connection).figures(), lag));
            } catch (SQLException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            if (run != null) {
                run.close();
            }
        }
    }
}
