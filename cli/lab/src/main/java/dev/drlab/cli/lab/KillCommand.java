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

/** Loses a region of a running lab. */
@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        description = "Kill every process of a region of the running lab, at once.")
final class KillCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "REGION", description = "the region to lose")
    private String region;

    @Mixin
    private HomeOption home;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode result =
                home.lab().call("kill", JsonNodeFactory.instance.objectNode().put("region", region));
        spec.commandLine()
                .getOut()
                .println(region + " killed at " + result.path("killedAt").asText()
                        + "; bring it back with: drlab restore " + region);
        return ExitCode.TARGETS_MET;
    }
}
