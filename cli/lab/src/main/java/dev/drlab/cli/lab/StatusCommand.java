package dev.drlab.cli.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.console.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows a running lab. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Show the running lab: regions, epochs, databases, tasks, DNS, and what to run next if anything is amiss.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode status = home.lab().call("status", JsonNodeFactory.instance.objectNode());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(status.toPrettyString());
            return ExitCode.TARGETS_MET;
        }
        out.println("front door " + status.path("frontDoor").asText() + " resolves to "
                + status.path("dnsAnswer").asText()
                + (status.path("alarms").isEmpty() ? "" : ", alarms " + status.path("alarms")));
        out.println(String.format(
                "%-16s %-6s %-9s %-22s %-9s %-6s %s",
                "region", "up", "active", "record", "database", "tasks", "service"));
        status.path("regions").forEach(region -> out.println(row(region)));
        status.path("regions").forEach(region -> out.println(databases(region)));
        status.path("roles")
                .forEach(role -> out.println(String.format(
                        "%-16s password %s  %s",
                        role.path("name").asText(),
                        role.path("password").asText(),
                        role.path("purpose").asText())));
        status.path("next").forEach(sentence -> out.println("next: " + sentence.asText()));
        return ExitCode.TARGETS_MET;
    }

    private static String databases(JsonNode region) {
        return String.format(
                "%-16s %s%n%-16s %s",
                region.path("name").asText(),
                region.path("jdbcUrl").asText(),
                "",
                region.path("databaseUrl").asText());
    }

    private static String row(JsonNode region) {
        return String.format(
                "%-16s %-6s %-9s %-22s %-9s %-6s %s",
                region.path("name").asText(),
                region.path("up").asBoolean() ? "up" : "down",
                region.path("active").asBoolean() ? "active" : "-",
                "epoch " + region.path("epoch").asLong() + " "
                        + region.path("authority").asText(),
                region.path("database").asText(),
                region.path("runningTasks").asInt() + "/"
                        + region.path("desiredTasks").asInt(),
                region.path("serviceUrl").asText());
    }
}
