package dev.drlab.cli.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.cli.option.ExecutionOptions;
import dev.drlab.console.ExitNotice;
import dev.drlab.console.Progress;
import dev.drlab.console.execution.ExecutionEnd;
import dev.drlab.console.execution.ExecutionRequest;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a state machine in a running lab, and the options that say how and in which. */
final class LabExecution {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "by hand",
            description = "why, in a few words, for the notification (default: ${DEFAULT-VALUE})")
    private String reason;

    @Option(names = "--json", description = "print the result as JSON, and no progress")
    private boolean json;

    @Mixin
    private HomeOption home;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Shows it as it goes, and how it ended; the exit code. */
    int run(ExecutionOptions options) throws InterruptedException {
        ExecutionRequest request = options.request(reason, InstantSource.system());
        CommandLine line = spec.commandLine();
        PrintWriter out = json ? new PrintWriter(Writer.nullWriter()) : line.getOut();
        JsonNode result = follow(request, out);
        if (json) {
            line.getOut().println(result.toPrettyString());
        }
        ExecutionEnd end = new ExecutionEnd(out, line.getErr(), home.place(), request);
        String status = result.path("status").asText();
        return status.equals("SUCCEEDED")
                ? end.succeeded(result.path("output"))
                : end.failed(
                        status,
                        result.path("error").asText(),
                        result.path("cause").asText());
    }

    private JsonNode follow(ExecutionRequest request, PrintWriter out) throws InterruptedException {
        ObjectNode body = request.input().deepCopy();
        body.put("region", request.region());
        try (Progress progress = new Progress(out, InstantSource.system());
                ExitNotice notice = new ExitNotice(() -> "drlab: " + request.verb()
                        + (progress.hasBegun() ? " goes" : " may have begun, and goes")
                        + " on in the lab; see: drlab status")) {
            return home.lab().execute(request.verb(), body, progress);
        }
    }
}
