package dev.drlab.cli.lab;

import dev.drlab.console.OutputProbe;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a run in a lab leaves its report, and what it shows meanwhile. */
final class RunOutput {
    @Option(
            names = "--report-dir",
            paramLabel = "DIR",
            defaultValue = ".drlab/runs",
            description = {"where the report's folder is made", "(default: ${DEFAULT-VALUE})"})
    private Path reportDirectory;

    @Option(names = "--json", description = "print the report as JSON on stdout, and nothing else")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            description = "show every state of the state machines")
    private boolean verbose;

    /** Whether the report is the whole of the standard output. */
    boolean json() {
        return json;
    }

    /** Absolute. */
    Path directory() {
        return reportDirectory.toAbsolutePath().normalize();
    }

    /** Makes the directory and tries whether a file can be written in it, before a long run. */
    void probe() {
        OutputProbe.directory("--report-dir", directory());
    }

    /** Beside the report: on {@code out} when that is for people. */
    TimelinePrinter timeline(PrintWriter out, PrintWriter err) {
        return new TimelinePrinter(json ? err : out, json, verbose);
    }
}
