package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The name of an environment variable is written once, so that what is set is what is read. */
class VariablesTest {
    /** In a line of code, not of a comment. */
    private static final Pattern NAMED = Pattern.compile("(?m)^(?! *(?:\\*|/[*/])).*\"[^\"\\n]*DRLAB_");

    /** Which sources have a name of their own, and why. */
    private static final Map<String, String> OTHERS = Map.of(
            "CrashCleanup.java", "the lab marks its own processes with it; it is set and looked for there alone",
            "Variables.java", "it is where the names are");

    @Test
    void namesOfVariablesAreWrittenOnce() throws IOException {
        var naming = new TreeSet<String>();
        for (Path source : MainSources.files()) {
            if (NAMED.matcher(Files.readString(source)).find()) {
                naming.add(source.getFileName().toString());
            }
        }
        assertThat(naming).isEqualTo(new TreeSet<>(OTHERS.keySet()));
    }
}
