package dev.drlab.objects;

import dev.drlab.objects.Step.Action;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Decides what has to be done with a key, from its versions alone. The state at a moment is the newest entry that is not
 * younger than it.
 *
 * <p>S3 cuts times to whole seconds and lists versions apart from delete markers, so a version and a delete marker of one
 * second cannot be put in order, unless one is the latest. The version then counts as the younger one: bringing back an
 * object too many does less harm than losing one.
 */
public final class Planner {
    private static final Comparator<ObjectVersion> YOUNGEST_FIRST = Comparator.comparing(ObjectVersion::latest)
            .thenComparing(ObjectVersion::lastModified)
            .reversed()
            .thenComparing(ObjectVersion::deleteMarker);

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
     * What has to be done with a key.
     *
     * @param entries all versions and delete markers of one key, each kind youngest first
     */
    public Step plan(List<ObjectVersion> entries) {
        List<ObjectVersion> ordered = entries.stream().sorted(YOUNGEST_FIRST).toList();
        ObjectVersion current = ordered.get(0);
        Optional<ObjectVersion> then = ordered.stream()
                .filter(entry -> !entry.lastModified().isAfter(at))
                .findFirst()
                .filter(entry -> !entry.deleteMarker());
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
