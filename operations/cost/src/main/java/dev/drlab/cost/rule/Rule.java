package dev.drlab.cost.rule;

import dev.drlab.cost.input.Resource;
import java.util.List;
import java.util.Objects;

/** The cost of resources of one type. */
public sealed interface Rule {
    /**
     * They cost nothing by themselves.
     *
     * @param reason why, or where what they do is paid
     */
    record Free(String reason) implements Rule {
        /** Refuses a blank reason. */
        public Free {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("what is free has a reason");
            }
        }
    }

    /**
     * They are charged.
     *
     * @param charges of one resource
     */
    record Charged(Charges charges) implements Rule {
        /** Refuses null. */
        public Charged {
            Objects.requireNonNull(charges, "charges");
        }
    }

    /** The charges of one resource. */
    @FunctionalInterface
    interface Charges {
        /** All charges of the resource in a month. */
        List<Charge> of(Resource resource, Context context);
    }
}
