package dev.drlab.cli.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.machine.ReprotectInput;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Rebuilds a region of a running lab as the standby of the active one. */
@Command(
        name = "reprotect",
        mixinStandardHelpOptions = true,
        description = {
            "Rebuild a region of the running lab as the warm standby of the active one.",
            "Its old database is removed; a snapshot and a list of the commits that only it had are kept.",
            "Ctrl-C ends only this command: the execution goes on in the lab."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the region is the standby",
            "1:reprotect refused or failed",
            "2:could not run",
            "130:Ctrl-C; the execution goes on in the lab"
        })
final class ReprotectCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "REGION", description = "the region to rebuild; never the active one")
    private String region;

    @Option(names = "--rebuild", description = "make a replica that does not stream anew")
    private boolean rebuild;

    @Mixin
    private ExecutionOptions options;

    @Mixin
    private HomeOption home;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        return new Execution(spec.commandLine(), home.lab(), options.json()).run("reprotect", request());
    }

    private ObjectNode request() {
        try {
            return new ReprotectInput(options.reason(), options.force(), rebuild)
                    .json()
                    .put("region", region);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
