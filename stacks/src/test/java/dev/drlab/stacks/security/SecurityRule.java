package dev.drlab.stacks.security;

import dev.drlab.stacks.StackJson.Block;
import dev.drlab.stacks.Synthesis;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * One item of the common rule sets, and how drlab stands to it.
 *
 * @param ids of AWS Foundational Security Best Practices ({@code RDS.3}) and of checkov ({@code CKV_AWS_16})
 * @param item what the rule asks for
 * @param compliance whether it is met
 * @param how how it is met, or why it is not
 * @param type resource type that it is about, or data source
 * @param holds whether a resource is as the rule wants it
 */
record SecurityRule(
        List<String> ids, String item, Compliance compliance, String how, String type, Predicate<Block> holds) {
    enum Compliance {
        /** By every resource of the type, of which there is one at least. */
        MET("met"),
        /** By every resource of the type once a key of the configuration is set; by one not without it. */
        WITH_KEY("with a key"),
        /** By one resource of the type not; the reason is told. */
        NOT_MET("not met"),
        /** It judges a service of which there is nothing; types that are here only play a part in it. */
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

    /** A rule that every resource of a type follows. */
    static SecurityRule met(String ids, String item, String how, String type, Predicate<Block> holds) {
        return new SecurityRule(List.of(ids.split(" ")), item, Compliance.MET, how, type, holds);
    }

    /** A rule that is followed once a key of the configuration is set, which {@link Synthesis#documented} does. */
    static SecurityRule withKey(String ids, String item, String key, String type, Predicate<Block> holds) {
        return new SecurityRule(List.of(ids.split(" ")), item, Compliance.WITH_KEY, key, type, holds);
    }

    /** A rule that is not followed on purpose; the test fails when it is followed after all. */
    static SecurityRule notMet(String ids, String item, String why, String type, Predicate<Block> holds) {
        return new SecurityRule(List.of(ids.split(" ")), item, Compliance.NOT_MET, why, type, holds);
    }

    /** A rule about a service that is not used, whose check looks at types that are. */
    static SecurityRule absent(String ids, String item, String why, String type) {
        return new SecurityRule(List.of(ids.split(" ")), item, Compliance.ABSENT, why, type, block -> false);
    }

    @Override
    public String toString() {
        return String.join(" ", ids) + ": " + item;
    }
}
