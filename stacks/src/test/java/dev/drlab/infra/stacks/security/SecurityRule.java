package dev.drlab.infra.stacks.security;

import dev.drlab.infra.stacks.StackJson.Block;
import dev.drlab.infra.stacks.Synthesis;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * One item of the common rule sets, and drlab's compliance with it.
 *
 * @param ids ids of AWS Foundational Security Best Practices ({@code RDS.3}) and of checkov ({@code CKV_AWS_16})
 * @param item the rule's requirement
 * @param compliance its compliance
 * @param how the measure that meets it, or the reason why it is not met
 * @param type type of the resource or data source
 * @param holds whether a resource follows the rule
 */
record SecurityRule(
        List<String> ids, String item, Compliance compliance, String how, String type, Predicate<Block> holds) {
    enum Compliance {
        /** Every resource of the type meets it, and there is one at least. */
        MET("met"),
        /**
         * Every resource of the type meets it once a key of the configuration is set; without the key, one does not.
         */
        WITH_KEY("with a key"),
        /** One resource of the type does not meet it, for the stated reason. */
        NOT_MET("not met"),
        /** It judges a service without any resource here; the types that are here only contribute to it. */
        ABSENT("not used");

        private final String word;

        Compliance(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    SecurityRule {
        ids = List.copyOf(ids);
        Objects.requireNonNull(compliance, "compliance");
        if (ids.isEmpty() || type.isBlank() || item.isBlank() || how.isBlank()) {
            throw new IllegalArgumentException("a rule has ids, a type, an item and a reason: " + item);
        }
    }

    /** A rule that every resource of the type meets. */
    static SecurityRule met(String ids, String item, String how, String type, Predicate<Block> holds) {
        return new SecurityRule(List.of(ids.split(" ")), item, Compliance.MET, how, type, holds);
    }

    /** A rule that is met once a key of the configuration is set, as {@link Synthesis#documented} does. */
    static SecurityRule withKey(String ids, String item, String key, String type, Predicate<Block> holds) {
        return new SecurityRule(List.of(ids.split(" ")), item, Compliance.WITH_KEY, key, type, holds);
    }

    /** A rule that is not met on purpose. The test fails if it is met after all. */
    static SecurityRule notMet(String ids, String item, String why, String type, Predicate<Block> holds) {
        return new SecurityRule(List.of(ids.split(" ")), item, Compliance.NOT_MET, why, type, holds);
    }

    /** A rule about an unused service whose check reads types that are used. */
    static SecurityRule absent(String ids, String item, String why, String type) {
        return new SecurityRule(List.of(ids.split(" ")), item, Compliance.ABSENT, why, type, block -> false);
    }

    @Override
    public String toString() {
        return String.join(" ", ids) + ": " + item;
    }
}
