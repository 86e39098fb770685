package dev.drlab.planreview.report;

import dev.drlab.planreview.rules.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The review in all its forms, as files. */
public final class ReviewFiles {
    private ReviewFiles() {}

    /** Writes {@code plan-review.md}, {@code .json} and {@code .sarif}; the directory is made if it is not there. */
    public static void write(Review review, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("plan-review.md"), MarkdownComment.of(review));
        Files.writeString(directory.resolve("plan-review.json"), ReviewJson.of(review) + "\n");
        Files.writeString(directory.resolve("plan-review.sarif"), Sarif.of(review) + "\n");
    }
}
