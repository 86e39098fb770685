package dev.drlab.cli.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.cli.option.ProjectOption;
import dev.drlab.cli.version.FullDistribution;
import dev.drlab.console.CannotRunException;
import dev.drlab.console.ExitCode;
import dev.drlab.console.RunningLab;
import dev.drlab.readiness.AwsRegions;
import dev.drlab.readiness.Readiness;
import dev.drlab.readiness.ReadinessJson;
import dev.drlab.readiness.ReadinessReport;
import dev.drlab.readiness.ReadinessText;
import dev.drlab.readiness.Verdict;
import dev.drlab.readiness.check.Check;
import dev.drlab.region.AwsCredentials;
import dev.drlab.region.RegionName;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** {@code drlab readiness}: whether a region could take over now. */
@Command(
        name = "readiness",
        mixinStandardHelpOptions = true,
        description = {
            "Tells whether activate and reprotect would work now in REGION of the AWS account, or of a running lab.",
            "It only reads, and ends within 20 s. What it cannot see it does not take for right."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ready",
            "1:not ready: at least one check failed",
            "2:not judged: a check could not be made; or could not run"
        })
public final class ReadinessCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "REGION", description = "the region that is to take over")
    private String region;

    @Option(
            names = "--peer",
            paramLabel = "REGION",
            description = "the other region (default: the one that the runbook in REGION names)")
    private Optional<String> peer = Optional.empty();

    @Mixin
    private ProjectOption project;

    @Option(names = "--without", paramLabel = "CHECK", description = "leave a check out; may be given several times")
    private List<String> without = List.of();

    @Option(names = "--lab", description = "ask the running lab, not AWS")
    private boolean lab;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = RunningLab.DEFAULT_HOME,
            description = "with --lab: the data of the lab to ask (default: ${DEFAULT-VALUE})")
    private Path home;

    @Option(names = "--json", description = "print every check with its findings and rights as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        requireRegion("REGION", region);
        if (lab) {
            return ofLab();
        }
        peer.ifPresent(name -> requireRegion("--peer", name));
        Map<Check, String> leftOut = leftOut();
        try (DefaultCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build()) {
            Optional<String> missing = AwsCredentials.missing(credentials);
            if (missing.isPresent()) {
                spec.commandLine().getErr().println("drlab: " + missing.get());
                return ExitCode.COULD_NOT_RUN;
            }
            try (AwsRegions regions = new AwsRegions(credentials)) {
                return shown(new Readiness(project.name(), regions, InstantSource.system()).of(region, peer, leftOut));
            }
        }
    }

    private int ofLab() throws InterruptedException {
        if (peer.isPresent() || !without.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--lab goes with neither --peer nor --without: a lab knows its regions and checks");
        }
        RunningLab running = ServiceLoader.load(RunningLab.class)
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--lab: this distribution has no lab; unpack " + FullDistribution.name() + " in place of it"));
        JsonNode answer = running.ask(
                home, "readiness", JsonNodeFactory.instance.objectNode().put("region", region));
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                json
                        ? answer.path("report").toPrettyString() + System.lineSeparator()
                        : answer.path("text").asText());
        out.flush();
        return code(Verdict.valueOf(answer.path("verdict").asText()));
    }

    private int shown(ReadinessReport report) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? ReadinessJson.of(report).toPrettyString() + System.lineSeparator() : ReadinessText.of(report));
        out.flush();
        return code(report.verdict());
    }

    /** The exit code. */
    static int code(Verdict verdict) {
        return switch (verdict) {
            case READY -> ExitCode.TARGETS_MET;
            case NOT_READY -> ExitCode.TARGET_MISSED;
            case NOT_JUDGED -> ExitCode.COULD_NOT_RUN;
        };
    }

    private Map<Check, String> leftOut() {
        Map<Check, String> leftOut = new EnumMap<>(Check.class);
        for (String id : without) {
            Check check = Check.of(id)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "--without is '" + id + "'; the checks are "
                                    + Arrays.stream(Check.values())
                                            .map(Check::id)
                                            .collect(Collectors.joining(", "))));
            leftOut.put(check, "asked with --without");
        }
        return leftOut;
    }

    private void requireRegion(String what, String name) {
        try {
            RegionName.require(name);
        } catch (CannotRunException e) {
            throw new ParameterException(spec.commandLine(), what + ": " + e.getMessage(), e);
        }
    }
}
