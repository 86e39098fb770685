package dev.drlab.cli.lab;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Loses a region of a running lab. */
@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        description = "Kill every process of a region of the running lab, at once.")
final class KillCommand extends RegionVerb {
    @Parameters(index = "0", paramLabel = "REGION", description = "the region to lose")
    private String region;

    KillCommand() {
        super("kill");
    }

    @Override
    String region() {
        return region;
    }

    @Override
    String outcome(JsonNode result) {
        return region + " killed at " + result.path("killedAt").asText() + "; bring it back with: drlab restore "
                + region;
    }
}
