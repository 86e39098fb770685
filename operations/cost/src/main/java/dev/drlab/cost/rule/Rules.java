package dev.drlab.cost.rule;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cost of every type of resource. */
public final class Rules {
    private Rules() {}

    /** Type to rule. */
    public static Map<String, Rule> all() {
        Map<String, Rule> all = new TreeMap<>();
        for (Map<String, Rule> some : List.of(
                DatabaseRules.rules(),
                ComputeRules.rules(),
                NetworkRules.rules(),
                StorageRules.rules(),
                ObservabilityRules.rules(),
                KeyRules.rules(),
                RoutingRules.rules(),
                FreeTypes.rules())) {
            some.forEach((type, rule) -> {
                if (all.put(type, rule) != null) {
                    throw new IllegalStateException(type + " has two rules");
                }
            });
        }
        return all;
    }
}
