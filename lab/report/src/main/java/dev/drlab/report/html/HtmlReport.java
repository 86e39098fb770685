package dev.drlab.report.html;

import dev.drlab.report.Report;
import dev.drlab.report.Series;
import dev.drlab.report.file.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * {@code report.html}: one file that needs nothing else, well-formed as XML too, readable without JavaScript, in light
 * and dark, on a phone and on paper.
 */
public final class HtmlReport {
    private HtmlReport() {}

    /** Writes the page, replacing the file; missing folders are made. */
    public static void write(Path file, Report report, Series series) throws IOException {
        TextFile.write(file, text(report, series));
    }

    /** The page. */
    public static String text(Report report, Series series) {
        return Templates.render("report", Map.of("report", report, "figures", Pictures.of(report, series)));
    }
}
