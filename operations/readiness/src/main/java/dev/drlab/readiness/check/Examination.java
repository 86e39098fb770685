package dev.drlab.readiness.check;

import dev.drlab.readiness.region.UnjudgedException;

/** One look at the regions. */
@FunctionalInterface
interface Examination {
    /**
     * What was seen, and what of it is not right.
     *
     * @throws UnjudgedException if it could not be seen
     */
    Seen look(Subject subject);
}
