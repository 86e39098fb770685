package dev.drlab.cli.s3;

import dev.drlab.objects.RestoreListener;
import dev.drlab.objects.RestoreTally;
import dev.drlab.objects.Step;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints what a restore would do and does. The first keys are named, the others counted. */
final class RestorePrinter implements RestoreListener {
    private static final int KEYS_SHOWN = 20;
    private static final long EVERY_NANOS = 1_000_000_000L;

    private final PrintWriter out;
    private final boolean all;
    private long planned;
    private long total;
    private long done;
    private long lastShown = System.nanoTime();

    /** @param all true to name every key */
    RestorePrinter(PrintWriter out, boolean all) {
        this.out = out;
        this.all = all;
    }

    @Override
    public void planned(Step step) {
        planned++;
        if (all || planned <= KEYS_SHOWN) {
            out.println(
                    "  " + String.format(Locale.ROOT, "%-22s", step.action().label()) + " " + Printable.of(step.key())
                            + step.target()
                                    .map(target -> "  (version " + target.versionId() + ", " + target.lastModified()
                                            + ", " + target.bytes() + " bytes"
                                            + (target.inParts() ? ", uploaded in parts" : "") + ")")
                                    .orElse(""));
        } else if (planned == KEYS_SHOWN + 1) {
            out.println("  ... (--verbose names every key)");
        }
    }

    void plan(RestoreTally tally) {
        total = tally.writes();
        out.printf(
                Locale.ROOT,
                "%,d keys with %,d versions: %,d to undelete, %,d to revert, %,d to hide; %,d created since and left,"
                        + " %,d unchanged; %,d bytes to copy%n",
                tally.keys(),
                tally.versions(),
                tally.keys(Step.Action.UNDELETE),
                tally.keys(Step.Action.REVERT) + tally.keys(Step.Action.REVERT_AGAIN),
                tally.keys(Step.Action.HIDE),
                tally.keys(Step.Action.LEAVE),
                tally.keys(Step.Action.NONE),
                tally.bytes());
        if (tally.keys(Step.Action.REVERT_AGAIN) > 0) {
            out.printf(
                    Locale.ROOT,
                    "%,d of the reverts may be done already: neither checksum nor ETag can prove it, so they are done again%n",
                    tally.keys(Step.Action.REVERT_AGAIN));
        }
        if (tally.inParts() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%,d keys get or keep a version that was uploaded in parts: it counts from the beginning of its"
                            + " upload, also where that ended after TIME%n",
                    tally.inParts());
        }
        if (tally.unreadable() > 0) {
            out.printf(Locale.ROOT, "%,d keys cannot be read, and are left as they are%n", tally.unreadable());
        }
        out.flush();
    }

    @Override
    public void done(Step step) {
        done++;
        long now = System.nanoTime();
        if (now - lastShown >= EVERY_NANOS) {
            lastShown = now;
            out.printf(Locale.ROOT, "  %,d of %,d keys restored%n", done, total);
            out.flush();
        }
    }

    @Override
    public void unreadable(String key, String why) {
        out.println("  FAILED to read " + Printable.of(key) + ": " + Printable.of(why));
        out.flush();
    }

    @Override
    public void waiting(Collection<String> keys) {
        out.println("  not ended yet: " + keys.stream().map(Printable::of).collect(Collectors.joining(", ")));
        out.flush();
    }

    @Override
    public void failed(Step step, String why) {
        out.println("  FAILED " + step.action().label() + " " + Printable.of(step.key()) + ": " + Printable.of(why));
        out.flush();
    }
}
