package dev.drlab.cli.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings back what was killed in a region of a running lab. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description =
                "Bring back the processes of a region of the running lab, all or some of which were killed, with their old data.")
final class RestoreCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "REGION", description = "the region to bring back")
    private String region;

    @Mixin
    private HomeOption home;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode result =
                home.lab().call("restore", JsonNodeFactory.instance.objectNode().put("region", region));
        spec.commandLine()
                .getOut()
                .println(
                        result.path("restored").asBoolean()
                                ? region + " restored: its database runs, its tasks are starting"
                                : region + " is up, and nothing of it is down");
        return ExitCode.TARGETS_MET;
    }
}
