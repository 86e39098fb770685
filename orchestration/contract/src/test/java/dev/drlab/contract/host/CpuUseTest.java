package dev.drlab.contract.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CpuUseTest {
    private static final Offset<Double> EXACT = within(1e-9);

    private final CpuUse cpu = new CpuUse(10);

    @Test
    void sharesAreThoseOfTheTimeBetweenTheFirstAndTheLastReading() {
        cpu.observe(stat(100, 0, 50, 800, 20, 0, 0, 30), List.of(process(10, 1, 500)));
        assertThat(cpu.busyShare()).as("one reading says nothing").isZero();
        cpu.observe(stat(150, 0, 60, 820, 25, 5, 0, 40), List.of(process(10, 1, 520)));
        // 50 user, 10 system, 20 idle, 5 waiting, 5 interrupts, 10 withheld: 100 in all.
        assertThat(cpu.busyShare()).isCloseTo(0.75, EXACT);
        assertThat(cpu.stealShare()).isCloseTo(0.1, EXACT);
        assertThat(cpu.ownShare()).isCloseTo(0.2, EXACT);
    }

    @Test
    void descendantsAreOwnAndOthersAreNot() {
        cpu.observe(stat(0, 0, 0, 0, 0, 0, 0, 0), List.of(process(10, 1, 0), process(99, 1, 0)));
        cpu.observe(
                stat(100, 0, 0, 0, 0, 0, 0, 0),
                List.of(process(12, 11, 7), process(11, 10, 3), process(10, 1, 5), process(99, 1, 80)));
        assertThat(cpu.ownShare())
                .as("a grandchild that has come meanwhile, too")
                .isCloseTo(0.15, EXACT);
    }

    @Test
    void whatAProcessUsedBeforeItEndedStaysCounted() {
        cpu.observe(stat(0, 0, 0, 0, 0, 0, 0, 0), List.of(process(10, 1, 0), process(11, 10, 0)));
        cpu.observe(stat(50, 0, 0, 0, 0, 0, 0, 0), List.of(process(10, 1, 0), process(11, 10, 20)));
        cpu.observe(stat(100, 0, 0, 0, 0, 0, 0, 0), List.of(process(10, 1, 0)));
        assertThat(cpu.ownShare()).isCloseTo(0.2, EXACT);
    }

    @Test
    void aPidThatIsUsedAgainIsAnotherProcess() {
        cpu.observe(stat(0, 0, 0, 0, 0, 0, 0, 0), List.of(process(10, 1, 0), new ProcFs.Entry(11, 10, 'S', 1, 90)));
        cpu.observe(stat(100, 0, 0, 0, 0, 0, 0, 0), List.of(process(10, 1, 0), new ProcFs.Entry(11, 10, 'S', 2, 30)));
        assertThat(cpu.ownShare()).isCloseTo(0.3, EXACT);
    }

    @Test
    void readsThisMachine() {
        try (MachineWatch watch = MachineWatch.start()) {
            MachineUse use = watch.soFar();
            assertThat(use.busyShare()).isBetween(0.0, 1.0);
            assertThat(use.ownShare()).isBetween(0.0, 1.0);
            assertThat(use.highestLoad()).isGreaterThanOrEqualTo(0);
        }
    }

    private static String stat(long... figures) {
        StringBuilder line = new StringBuilder("cpu ");
        for (long figure : figures) {
            line.append(' ').append(figure);
        }
        return line + " 0 0\ncpu0 1 2 3 4 5 6 7 8 9 10\n";
    }

    private static ProcFs.Entry process(long pid, long parent, long ticks) {
        return new ProcFs.Entry(pid, parent, 'S', 7, ticks);
    }
}
