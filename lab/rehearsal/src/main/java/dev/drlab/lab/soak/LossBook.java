package dev.drlab.lab.soak;

import dev.drlab.lab.checker.DivergenceList;
import dev.drlab.lab.checker.LossSoFar;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Every acknowledged commit that is known to be lost, and why that was allowed. */
final class LossBook {
    private final Set<String> keys = new HashSet<>();
    private final Set<Long> canaries = new HashSet<>();

    /**
     * Enters what is missing after a round.
     *
     * @param missing all that is missing now, that of earlier rounds too
     * @param disturbance what the round did
     * @param listed what reprotect listed before it removed an old database, in this round or before
     * @return how many commits the round lost
     * @throws Violation when it may not have lost any, when one is in no list, or when one that was lost is there again
     */
    long enter(LossSoFar missing, Disturbance disturbance, DivergenceList listed) {
        return enter(
                missing,
                disturbance.mayLose(),
                "are missing after a " + disturbance.title() + ", which may lose none",
                listed);
    }

    /**
     * Enters what is missing at the end, with all traffic ended: nothing has been disturbed since the last round's entry.
     *
     * @throws Violation as above, for any commit that was not missing then
     */
    void close(LossSoFar missing, DivergenceList listed) {
        enter(missing, false, "are missing at the end that were not after the last round", listed);
    }

    private long enter(LossSoFar missing, boolean mayLose, String otherwise, DivergenceList listed) {
        Set<String> missingKeys = Set.copyOf(missing.lostKeys());
        Set<Long> missingCanaries = missing.lostCanaryNumbers().boxed().collect(Collectors.toUnmodifiableSet());
        long returned = keys.stream().filter(key -> !missingKeys.contains(key)).count()
                + canaries.stream()
                        .filter(seq -> !missingCanaries.contains(seq))
                        .count();
        if (returned > 0) {
            throw new Violation(returned + " commits that were lost before are in the active database again");
        }
        long lost = missing.notIn(keys, canaries);
        if (lost > 0 && !mayLose) {
            throw new Violation(lost + " acknowledged commits " + otherwise);
        }
        keys.addAll(missingKeys);
        canaries.addAll(missingCanaries);
        long unlisted = missing.notIn(listed.keys(), listed.canaries());
        if (unlisted > 0) {
            throw new Violation(
                    unlisted + " lost commits are in no list of what an old database had before it was removed");
        }
        return lost;
    }
}
