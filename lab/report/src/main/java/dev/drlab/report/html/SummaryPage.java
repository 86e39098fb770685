package dev.drlab.report.html;

import dev.drlab.report.file.TextFile;
import dev.drlab.report.series.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@code summary.html}: an index over several rehearsals, with the main figures of each. */
public final class SummaryPage {
    private SummaryPage() {}

    /** Writes the page, replacing the file; missing folders are made. */
    public static void write(Path file, Summary summary) throws IOException {
        TextFile.write(file, text(summary));
    }

    /** The page. */
    public static String text(Summary summary) {
        return Templates.render("summary", Map.of("summary", summary));
    }
}
