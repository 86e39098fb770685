package dev.drlab.readiness.check;

import dev.drlab.readiness.region.UnjudgedException;

/** One look at the regions. */
@FunctionalInterface
interface Examination {
    /**
     * The facts that were seen, and the findings on them.
     *
     * @throws UnjudgedException if it could not be seen
     */
    Seen look(Subject subject);
}
