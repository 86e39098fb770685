package dev.drlab.cli.lab;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Brings back what was killed in a region of a running lab. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description =
                "Bring back the processes of a region of the running lab, all or some of which were killed, with their old data.")
final class RestoreCommand extends RegionVerb {
    @Parameters(index = "0", paramLabel = "REGION", description = "the region to bring back")
    private String region;

    RestoreCommand() {
        super("restore");
    }

    @Override
    String region() {
        return region;
    }

    @Override
    String outcome(JsonNode result) {
        return result.path("restored").asBoolean()
                ? region + " restored: its database runs, its tasks are starting"
                : region + " is up, and nothing of it is down";
    }
}
