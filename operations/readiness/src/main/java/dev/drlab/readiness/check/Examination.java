package dev.drlab.readiness.check;

import dev.drlab.readiness.region.UnjudgedException;

/** One reading of the regions. */
@FunctionalInterface
interface Examination {
    /**
     * The facts that were seen, and the findings on them.
     *
     * @throws UnjudgedException if it could not be seen
     */
    Seen observe(Subject subject);
}
