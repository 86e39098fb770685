package dev.drlab.cli.option;

import dev.drlab.console.execution.ExecutionRequest;
import dev.drlab.contract.machine.ReprotectInput;
import java.time.InstantSource;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code reprotect}. */
public final class ReprotectOptions extends ExecutionOptions {
    @Parameters(index = "0", paramLabel = "REGION", description = "the region to rebuild; never the active one")
    private String region;

    @Option(names = "--rebuild", description = "make a replica that does not stream anew")
    private boolean rebuild;

    /** Made by the command line. */
    public ReprotectOptions() {}

    @Override
    ExecutionRequest request(String reason, boolean force, InstantSource clock) {
        return ExecutionRequest.reprotect(region, new ReprotectInput(reason, force, rebuild));
    }
}
