package dev.drlab.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.lab.remote.LabRemote;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;

/** Runs a state machine in a running lab: its states as they come, then its output or its error. */
final class Execution {
    private final CommandLine line;
    private final LabRemote lab;

    Execution(CommandLine line, LabRemote lab) {
        this.line = line;
        this.lab = lab;
    }

    /** The exit code. */
    int run(String verb, ObjectNode request) throws InterruptedException {
        PrintWriter out = line.getOut();
        JsonNode result = watch(verb, request, out);
        if (result.path("status").asText().equals("SUCCEEDED")) {
            out.println(result.path("output").toPrettyString());
            return ExitCode.TARGETS_MET;
        }
        line.getErr()
                .println("drlab: " + verb + " " + result.path("status").asText() + ": "
                        + result.path("error").asText() + ": "
                        + result.path("cause").asText());
        return ExitCode.TARGET_MISSED;
    }

    private JsonNode watch(String verb, ObjectNode request, PrintWriter out) throws InterruptedException {
        AtomicBoolean begun = new AtomicBoolean();
        try (LastWords words = new LastWords(() -> "drlab: " + verb
                + (begun.get() ? " goes" : " may have begun, and goes") + " on in the lab; see: drlab status")) {
            return lab.call(verb, request, entered -> {
                begun.set(true);
                out.println(entered.path("at").asText() + "  "
                        + entered.path("state").asText());
                out.flush();
            });
        }
    }
}
