package dev.drlab.cli.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.console.ExecutionEnd;
import dev.drlab.console.ExitCode;
import dev.drlab.console.LastWords;
import dev.drlab.lab.remote.LabRemote;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;

/** Runs a state machine in a running lab: each state at its first visit, then how it ended. */
final class Execution {
    private final CommandLine line;
    private final LabRemote lab;
    private final boolean json;

    /** @param json whether the result is JSON, alone on standard output */
    Execution(CommandLine line, LabRemote lab, boolean json) {
        this.line = line;
        this.lab = lab;
        this.json = json;
    }

    /** The exit code. */
    int run(String verb, ObjectNode request) throws InterruptedException {
        JsonNode result = watch(verb, request);
        boolean succeeded = result.path("status").asText().equals("SUCCEEDED");
        if (json) {
            line.getOut().println(result.toPrettyString());
        } else if (succeeded) {
            ExecutionEnd.sentences(verb, result.path("output")).forEach(line.getOut()::println);
        }
        if (!succeeded) {
            line.getErr()
                    .println("drlab: " + verb + " " + result.path("status").asText() + ": "
                            + result.path("error").asText() + ": "
                            + result.path("cause").asText());
        }
        return succeeded ? ExitCode.TARGETS_MET : ExitCode.TARGET_MISSED;
    }

    private JsonNode watch(String verb, ObjectNode request) throws InterruptedException {
        AtomicBoolean begun = new AtomicBoolean();
        States states = new States(line.getOut());
        try (LastWords words = new LastWords(() -> "drlab: " + verb
                + (begun.get() ? " goes" : " may have begun, and goes") + " on in the lab; see: drlab status")) {
            return lab.call(verb, request, entered -> {
                begun.set(true);
                if (!json) {
                    states.entered(
                            Instant.parse(entered.path("at").asText()),
                            entered.path("state").asText());
                }
            });
        }
    }

    /** A line for each state at its first visit: a loop that polls shows once. */
    private static final class States {
        private final PrintWriter out;
        private final Set<String> seen = new HashSet<>();
        private Instant start;

        States(PrintWriter out) {
            this.out = out;
        }

        void entered(Instant at, String state) {
            if (start == null) {
                start = at;
            }
            if (seen.add(state)) {
                out.println(String.format(
                        Locale.ROOT, "%8.3f s  %s", Duration.between(start, at).toMillis() / 1000.0, state));
                out.flush();
            }
        }
    }
}
