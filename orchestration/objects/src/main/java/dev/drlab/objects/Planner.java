package dev.drlab.objects;

import dev.drlab.objects.Step.Action;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Decides what has to be done with a key, from its versions alone. The state at a moment is the newest entry that is not
 * younger than it.
 */
public final class Planner {
    private final Instant at;
    private final boolean hideNewer;
    private final BiFunction<ObjectVersion, ObjectVersion, Found> compare;

    /**
     * @param at the moment
     * @param hideNewer true to put a delete marker over keys that did not exist at the moment; false to leave them
     * @param compare what the first version, the current one, is to the second; asked only where it matters
     */
    public Planner(Instant at, boolean hideNewer, BiFunction<ObjectVersion, ObjectVersion, Found> compare) {
        this.at = at;
        this.hideNewer = hideNewer;
        this.compare = compare;
    }

    /**
     * Plans the step for a key.
     *
     * @param entries all versions and delete markers of one key, each kind youngest first
     */
    public Step plan(List<ObjectVersion> entries) {
        KeyVersions versions = new KeyVersions(entries.get(0).key(), at);
        entries.forEach(versions::add);
        return plan(versions);
    }

    /** The same, of a key whose versions are all known. */
    Step plan(KeyVersions versions) {
        ObjectVersion current = versions.current();
        Optional<ObjectVersion> then = versions.atTheMoment();
        return new Step(action(current, then), current, then);
    }

    private Action action(ObjectVersion current, Optional<ObjectVersion> then) {
        if (then.isEmpty()) {
            if (current.deleteMarker()) {
                return Action.NONE;
            }
            return hideNewer ? Action.HIDE : Action.LEAVE;
        }
        if (current.deleteMarker()) {
            return Action.UNDELETE;
        }
        if (current.versionId().equals(then.get().versionId())) {
            return Action.NONE;
        }
        return switch (compare.apply(current, then.get())) {
            case RESTORED -> Action.NONE;
            case OVERWRITTEN -> Action.REVERT;
            case NOT_COMPARABLE -> Action.REVERT_AGAIN;
        };
    }
}
