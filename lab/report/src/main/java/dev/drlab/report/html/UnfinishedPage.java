package dev.drlab.report.html;

import dev.drlab.report.file.TextFile;
import dev.drlab.report.file.UnfinishedReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@code report.html} of a run that did not come to its end. */
public final class UnfinishedPage {
    private UnfinishedPage() {}

    /** Writes {@code report.json} and {@code report.html} into the directory, replacing them. */
    public static void write(UnfinishedReport report, Path directory) throws IOException {
        TextFile.write(directory.resolve("report.json"), report.json());
        TextFile.write(directory.resolve("report.html"), text(report));
    }

    static String text(UnfinishedReport report) {
        return Templates.render("unfinished", Map.of("report", report));
    }
}
