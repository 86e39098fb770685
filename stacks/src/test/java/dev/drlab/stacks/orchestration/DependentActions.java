package dev.drlab.stacks.orchestration;

import dev.drlab.stacks.base.Names;
import dev.drlab.stacks.config.Role;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Actions that a role needs although no program of drlab's calls them, each with its reason. */
public final class DependentActions {
    private DependentActions() {}

    /**
     * By action.
     *
     * @param kind how the role's name ends: {@code activate}, {@code agent}, …
     */
    public static Map<String, String> of(Names names, String kind) {
        Reach reach = new Reach(names, Role.PRIMARY, "arn:aws:kms:key", "arn:aws:kms:peer-key");
        return switch (kind) {
            case "activate", "reprotect" -> reasons(DependentGrants.always(reach));
            case "agent" -> reasons(AgentGrants.ofTheRuntime(reach, "agent").stream());
            case "service" ->
                Map.of(
                        "s3:ListBucket",
                        "never called: without it S3 answers 403, not 404, for an object that is not there"
                                + " (Amazon S3 API Reference, GetObject)");
            default -> Map.of();
        };
    }

    private static Map<String, String> reasons(Stream<Grant> grants) {
        Map<String, String> reasons = new TreeMap<>();
        grants.forEach(grant -> reasons.put(grant.action(), grant.reason()));
        return reasons;
    }
}
