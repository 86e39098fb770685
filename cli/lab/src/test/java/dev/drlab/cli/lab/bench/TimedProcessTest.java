package dev.drlab.cli.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.lab.simulation.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimedProcessTest {
    @TempDir
    private Path directory;

    private TimedProcess shell(String script) {
        return new TimedProcess(List.of("sh", "-c", script), Map.of("WORD", "up"), directory.resolve("log/out.txt"));
    }

    @Test
    void timesUntilTheEnd() throws InterruptedException {
        assertThat(shell("sleep 0.2").untilEnd()).isGreaterThanOrEqualTo(0.2);
    }

    @Test
    void aFailureNamesTheCommandAndWhereItsOutputIs() {
        assertThatThrownBy(() -> shell("exit 3").untilEnd())
                .isInstanceOf(LabException.class)
                .hasMessageContaining("exit 3")
                .hasMessageContaining("out.txt");
    }

    @Test
    void timesUntilATextAndEndsTheProcess() throws InterruptedException, IOException {
        Path pid = directory.resolve("pid");

        double seconds = shell("echo $$ >" + pid + "; sleep 0.2; echo lab $WORD; exec sleep 60")
                .untilWritten("lab up");

        assertThat(seconds).isBetween(0.2, 30.0);
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void aProcessThatEndsBeforeTheTextIsNoFigure() {
        assertThatThrownBy(() -> shell("echo lab down").untilWritten("lab up"))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("ended before it wrote");
    }
}
