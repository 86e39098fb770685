package dev.drlab.workload.account;

import dev.drlab.contract.failure.DescribedFailure;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The limits for the clients' failures in each part of a run.
 *
 * @param gap longest time without an accepted write; empty for a tenth of the target for recovery, at most 10 s, to which
 *     a planned move adds the delay of promotions that was asked for
 * @param failedShare of the requests, so many may fail at most; 0 to 1
 */
public record ServiceTargets(Optional<Duration> gap, double failedShare) {
    /** The default share that may fail. */
    public static final double USUAL_FAILED_SHARE = 0.05;

    private static final int PART_OF_RECOVERY = 10;
    private static final Duration LONGEST_USUAL_GAP = Duration.ofSeconds(10);

    /** @throws DescribedFailure naming the option that is out of range */
    public ServiceTargets {
        Objects.requireNonNull(gap, "gap");
        if (gap.filter(Duration::isNegative).isPresent()) {
            throw new DescribedFailure("--target-gap is " + gap.get() + "; it must be 0 s or more");
        }
        if (!(failedShare >= 0 && failedShare <= 1)) {
            throw new DescribedFailure("--target-failed is " + failedShare * 100 + "; it must be 0 to 100 %");
        }
    }

    /** The usual ones. */
    public static ServiceTargets usual() {
        return new ServiceTargets(Optional.empty(), USUAL_FAILED_SHARE);
    }

    /**
     * The longest gap allowed.
     *
     * @param rtoTarget the target for recovery
     * @param promoteDelay what is added to a promotion that the judged time contains; zero if it contains none
     */
    public Duration gap(Duration rtoTarget, Duration promoteDelay) {
        return gap.orElseGet(() -> {
            Duration part = rtoTarget.dividedBy(PART_OF_RECOVERY);
            return (part.compareTo(LONGEST_USUAL_GAP) < 0 ? part : LONGEST_USUAL_GAP).plus(promoteDelay);
        });
    }
}
