package dev.drlab.lab.scenario.step;

import dev.drlab.contract.machine.DivergenceAnswer;
import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.contract.machine.ReprotectOutput;
import dev.drlab.lab.checker.DivergenceList;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.report.Report;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An execution of {@code reprotect}, and what it kept of the old database.
 *
 * @param leg for the report
 * @param kept the commits that only the old database had
 * @param warnings of the execution
 */
public record Reprotection(Report.Leg leg, DivergenceList kept, List<String> warnings) {
    /**
     * Rebuilds a region as the standby; empty when that failed, which {@code failure} is told.
     *
     * @param replacedBy the mode of the move that replaced the region
     */
    public static Optional<Reprotection> follow(
            ScenarioRun run, String name, String region, Report.Mode replacedBy, Consumer<String> failure)
            throws InterruptedException {
        run.recorder().event("reprotect started", region);
        ExecutionResult result =
                run.lab().reprotect(region, ReprotectInput.of("rehearsal: " + name), run.recorder()::execution);
        if (!result.succeeded()) {
            failure.accept(name + " failed: " + result.error().orElse("") + ": "
                    + result.cause().orElse(""));
            return Optional.empty();
        }
        ReprotectOutput output = new ReprotectOutput(result.output().orElseThrow());
        DivergenceAnswer divergence = output.divergence();
        if (!divergence.isSaved()) {
            failure.accept(name + ": what only the old database had was not listed: "
                    + divergence.reason().orElse(""));
            return Optional.empty();
        }
        OldDatabaseAccount.note(run, region, name, replacedBy, divergence.wal());
        Path list = Path.of(divergence.list());
        Report.Evidence evidence = new Report.Evidence(
                output.snapshot().orElse(""),
                "evidence/" + list.getFileName(),
                divergence.items().orElseThrow(),
                divergence.canaries().orElseThrow());
        run.recorder()
                .event(
                        "reprotect succeeded",
                        region + " is the standby again; kept " + evidence.items() + " items and " + evidence.canaries()
                                + " canaries that only its old database had");
        List<String> warnings = new ArrayList<>();
        output.warnings().forEach(warning -> warnings.add(name + " warned: " + warning));
        Definition document = run.lab().reprotectDefinition();
        Report.Leg leg = new Report.Leg(
                name,
                new Report.Definition(document.name(), document.sha256()),
                region,
                output.epoch(),
                Math.max(
                        0,
                        Duration.between(result.startedAt(), result.endedAt()).toMillis() / 1000.0),
                null,
                evidence);
        return Optional.of(new Reprotection(leg, DivergenceList.read(list), warnings));
    }
}
