package dev.drlab.infra.stacks.deploy;

import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.Role;
import dev.drlab.infra.stacks.iam.Policy;
import dev.drlab.infra.stacks.orchestration.DependentActions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** Rights of the deployed roles that no program uses. */
final class GrantedActions {
    private static final List<String> KINDS = List.of("activate", "reprotect", "agent", "service", "operator");
    /** Programs that run in the secondary region only. */
    private static final List<String> ONCE = List.of("verifier", "readiness");

    private final Account account;
    private final Names names;

    GrantedActions(Account account, Names names) {
        this.account = account;
        this.names = names;
    }

    /** Role and action of each right that was not used and has no reason in {@link DependentActions}. */
    List<String> notUsed(SortedSet<Use> uses) throws IOException, InterruptedException {
        List<String> idle = new ArrayList<>();
        for (Role role : Role.values()) {
            for (String kind : KINDS) {
                idle.addAll(notUsed(uses, names.global(role, kind), kind));
            }
        }
        for (String kind : ONCE) {
            idle.addAll(notUsed(uses, names.global(Role.SECONDARY, kind), kind));
        }
        return idle;
    }

    /** The same for the role of plans. */
    List<String> notUsedByPlans(SortedSet<Use> uses, String role) throws IOException, InterruptedException {
        return notUsed(uses, role, "plan");
    }

    private List<String> notUsed(SortedSet<Use> uses, String role, String kind)
            throws IOException, InterruptedException {
        List<String> idle = new ArrayList<>();
        Map<String, String> dependent = DependentActions.of(names, kind);
        for (Policy policy : account.policies(role)) {
            for (String action : policy.allowedActions()) {
                if (!uses.contains(new Use(role, action)) && !dependent.containsKey(action)) {
                    idle.add(role + " may " + action + ", which nothing uses: take it away, or say why in "
                            + DependentActions.class.getSimpleName());
                }
            }
        }
        if (uses.stream().noneMatch(use -> use.role().equals(role))) {
            idle.add(role + " was not used at all");
        }
        return idle;
    }
}
