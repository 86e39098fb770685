package dev.drlab.cli.lab;

import dev.drlab.cli.option.ReprotectOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
    @Mixin
    private ReprotectOptions options;

    @Mixin
    private LabExecution execution;

    @Override
    public Integer call() throws InterruptedException {
        return execution.run(options);
    }
}
