package dev.drlab.objects;

import java.util.Objects;
import java.util.Optional;

/**
 * The step that restores one key.
 *
 * @param action what to do
 * @param current what a read of the key finds now; it may be a delete marker
 * @param target the version that was current at the moment; empty when the key did not exist then
 */
public record Step(Action action, ObjectVersion current, Optional<ObjectVersion> target) {
    /** @throws IllegalArgumentException when there is nothing to bring back although the action says so */
    public Step {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(current, "current");
        Objects.requireNonNull(target, "target");
        if (action.copies() && target.isEmpty()) {
            throw new IllegalArgumentException(action + " of '" + current.key() + "' needs a version to copy");
        }
    }

    /** The key. */
    public String key() {
        return current.key();
    }

    /** Bytes that are to be copied. */
    public long bytes() {
        return action.copies() ? target.orElseThrow().bytes() : 0;
    }

    /** The kinds of steps. */
    public enum Action {
        /** It is as it was. */
        NONE("unchanged"),
        /** It was deleted since: copy the version of the moment. */
        UNDELETE("undelete"),
        /** It was overwritten since: copy the version of the moment. */
        REVERT("revert"),
        /**
         * It says that it was restored before, but nothing that the bucket says proves it: copy the version of the moment
         * once more.
         */
        REVERT_AGAIN("revert again (cannot be compared)"),
        /** It did not exist at the moment, and is left as it is. */
        LEAVE("leave (created since)"),
        /** It did not exist at the moment: put a delete marker over it. */
        HIDE("hide (created since)");

        private final String label;

        Action(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }

        /** True when a version is copied over the current one. */
        public boolean copies() {
            return this == UNDELETE || this == REVERT || this == REVERT_AGAIN;
        }

        /** True when the bucket is written to. */
        public boolean writes() {
            return copies() || this == HIDE;
        }
    }
}
