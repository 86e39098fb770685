package dev.drlab.cli.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Does one thing to a region of a running lab, and says what came of it. */
abstract class RegionVerb implements Callable<Integer> {
    private final String verb;

    @Mixin
    private HomeOption home;

    @Spec
    private CommandSpec spec;

    RegionVerb(String verb) {
        this.verb = verb;
    }

    abstract String region();

    /** In one line. */
    abstract String outcome(JsonNode result);

    @Override
    public final Integer call() throws InterruptedException {
        JsonNode result =
                home.lab().call(verb, JsonNodeFactory.instance.objectNode().put("region", region()));
        spec.commandLine().getOut().println(outcome(result));
        return ExitCode.TARGETS_MET;
    }
}
