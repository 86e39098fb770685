package dev.drlab.rpo;

import dev.drlab.verifier.measure.CanarySnapshot;
import java.io.PrintWriter;
import java.util.Locale;

/** One line per second: overwritten on a terminal, one below the other in a file. */
public final class ProgressLine {
    private final PrintWriter out;
    private final boolean terminal;
    private int width;
    private long previousAcked;

    /** On a terminal one line is written over; elsewhere each is a line of its own. */
    public ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows the state after {@code seconds}. */
    public void show(long seconds, CanarySnapshot now) {
        String text = String.format(
                Locale.ROOT,
                "%02d:%02d  writer %s  acked %,d (%,d/s)  lag p50 %.2f p99 %.2f max %.2f ms  outstanding %,d"
                        + "  exposure %.2f s%s",
                seconds / 60,
                seconds % 60,
                now.writer().orElse("none"),
                now.acked(),
                now.acked() - previousAcked,
                now.lagMillis().p50(),
                now.lagMillis().p99(),
                now.lagMillis().max(),
                now.outstanding(),
                now.exposureSeconds(),
                now.replica().isEmpty() ? "  NO REPLICA" : "");
        previousAcked = now.acked();
        out.print(terminal ? "\r" + text + " ".repeat(Math.max(0, width - text.length())) : text + "\n");
        out.flush();
        width = text.length();
    }

    /** Leaves the last line on the screen. */
    public void end() {
        if (terminal && width > 0) {
            out.println();
            out.flush();
        }
    }
}
