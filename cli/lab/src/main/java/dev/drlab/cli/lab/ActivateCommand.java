package dev.drlab.cli.lab;

import dev.drlab.cli.option.ActivateOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a region of a running lab the writer. */
@Command(
        name = "activate",
        mixinStandardHelpOptions = true,
        description = {
            "Make a region of the running lab the writer, by the activate state machine.",
            "Ctrl-C ends only this command: the execution goes on in the lab."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the region is active",
            "1:activate refused or failed",
            "2:could not run",
            "130:Ctrl-C; the execution goes on in the lab"
        })
final class ActivateCommand implements Callable<Integer> {
    @Mixin
    private ActivateOptions options;

    @Mixin
    private LabExecution execution;

    @Override
    public Integer call() throws InterruptedException {
        return execution.run(options);
    }
}
