package dev.drlab.cli.cost;

import dev.drlab.console.ExitCode;
import dev.drlab.console.OneLine;
import dev.drlab.cost.Estimate;
import dev.drlab.cost.Event;
import dev.drlab.cost.input.Assumptions;
import dev.drlab.cost.input.CostException;
import dev.drlab.cost.input.PriceTable;
import dev.drlab.cost.input.SynthesizedStacks;
import dev.drlab.cost.view.CostJson;
import dev.drlab.cost.view.CostText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drlab cost}: prices the stacks of a configuration by the table that comes with drlab. */
@Command(
        name = "cost",
        description = {
            "Tells what the stacks of a configuration cost in a month, in USD, low and high.",
            "Needs no AWS account: it synthesizes the stacks (a JDK, Maven and Node.js) and prices what they hold."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the cost is told",
            "2:could not run: a resource or a region has no price, or no stacks could be had"
        })
public final class CostCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The cdktf.json whose stacks are priced (default: that of the sources).")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--stacks",
            paramLabel = "DIR",
            description = "Price the stacks that cdktf synth wrote to this directory, such as cdktf.out, as they are.")
    private Optional<Path> stacks = Optional.empty();

    @Option(
            names = "--region-prices",
            paramLabel = "FILE",
            description = "Prices for other regions, or in place of the shipped ones: JSON as in docs/cost.md.")
    private Optional<Path> regionPrices = Optional.empty();

    @Option(names = "--json", description = "Print every charge with its price and source as JSON.")
    private boolean json;

    @Option(names = "--source", hidden = true, defaultValue = "${sys:drlab.home:-.}")
    private Path source;

    @Override
    public Integer call() throws InterruptedException {
        if (config.isPresent() && stacks.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--config and --stacks exclude each other: stacks are of one configuration already");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            PriceTable shipped = PriceTable.shipped();
            PriceTable prices = regionPrices.map(shipped::with).orElse(shipped);
            SynthesizedStacks priced = stacks();
            Estimate estimate = Estimate.ofMonth(priced, prices, Assumptions.shipped());
            out.print(json ? CostJson.of(estimate) + System.lineSeparator() : CostText.of(estimate));
            if (!json) {
                out.print(events(priced, prices));
            }
            out.flush();
            return ExitCode.TARGETS_MET;
        } catch (CostException | IOException e) {
            spec.commandLine().getErr().println("drlab: " + OneLine.of(e));
            return ExitCode.COULD_NOT_RUN;
        }
    }

    /** The cost of events beyond the month; of stacks that lack a database or a service, why it is not told. */
    private static String events(SynthesizedStacks priced, PriceTable prices) {
        StringBuilder text = new StringBuilder();
        for (Event event : Event.values()) {
            try {
                text.append(CostText.of(event, Estimate.of(event, priced, prices, Assumptions.shipped())));
            } catch (CostException e) {
                text.append(event.title())
                        .append(": not told: ")
                        .append(OneLine.of(e))
                        .append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    /** Always anew when no directory is given: stacks of an earlier configuration would give a wrong figure. */
    private SynthesizedStacks stacks() throws IOException, InterruptedException {
        return stacks.isPresent()
                ? SynthesizedStacks.read(stacks.get())
                : new Synthesis(source).of(config.orElse(source.resolve("cdktf.json")));
    }
}
