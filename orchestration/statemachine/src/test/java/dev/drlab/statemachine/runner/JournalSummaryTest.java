package dev.drlab.statemachine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.statemachine.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal's summary for the decision whether to resume it. */
class JournalSummaryTest {
    private static final Definition TWO = Lab.machine(
            "\"A\": {\"Type\": \"Pass\", \"Next\": \"B\"}, \"B\": {\"Type\": \"Wait\", \"Seconds\": 3600, \"End\": true}");

    @TempDir
    private Path directory;

    /** Thrown by a listener, it ends a run as SIGKILL would. */
    private static final class Kill extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void ofAKilledRunNamesTheStateToGoOnWithAndLeavesTheFile() throws IOException {
        Lab lab = new Lab(directory);
        Runner killed = lab.runner(TWO, event -> {
            if (event.state().equals("B")) {
                throw new Kill();
            }
        });
        assertThatThrownBy(() -> killed.run("run-1", Lab.json("{\"x\":1}"), lab.journal()))
                .isInstanceOf(Kill.class);
        byte[] before = Files.readAllBytes(lab.journal());

        JournalSummary summary = JournalSummary.read(lab.journal());

        assertThat(summary.execution()).isEqualTo("run-1");
        assertThat(summary.definition()).isEqualTo("test");
        assertThat(summary.sha256()).isEqualTo(TWO.sha256());
        assertThat(summary.input()).isEqualTo(Lab.json("{\"x\":1}"));
        assertThat(summary.startedAt()).isEqualTo(FakeTime.START);
        assertThat(summary.next()).contains("B");
        assertThat(summary.end()).isEmpty();
        summary.requireResumableBy(TWO);
        assertThat(Files.readAllBytes(lab.journal())).isEqualTo(before);
    }

    @Test
    void ofAnEndedRunRefusesToBeResumed() {
        Lab lab = new Lab(directory);
        lab.run(TWO);
        JournalSummary summary = JournalSummary.read(lab.journal());
        assertThat(summary.end()).contains(EventType.EXECUTION_SUCCEEDED);
        assertThat(summary.next()).isEmpty();
        assertThatThrownBy(() -> summary.requireResumableBy(TWO)).hasMessageContaining("has ended");
    }

    @Test
    void ofAMissingFileIsRefusedAndMakesNone() {
        Path missing = directory.resolve("missing.jsonl");
        assertThatThrownBy(() -> JournalSummary.read(missing))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("there is no such file");
        assertThat(missing).doesNotExist();
    }
}
