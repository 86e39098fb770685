package dev.drlab.infra.stacks.orchestration;

import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.Role;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Actions that a role needs although no program of drlab's calls them, each with its reason. */
public final class DependentActions {
    private static final String FIREWALL = "the web firewall is optional";

    /** Reads that do not occur in a plan of a deployment without optional parts, against an emulator. */
    private static final Map<String, String> OF_PLANS = Map.of(
            "cloudtrail:GetEventSelectors",
            "read of a trail of which CloudTrail says that it has selectors, which the emulator does not say",
            "ec2:DescribeNetworkInterfaces",
            "read with an interface endpoint, whose interfaces the emulator does not name",
            "logs:DescribeResourcePolicies",
            "read where the firewall logs, which is optional",
            "states:ValidateStateMachineDefinition",
            "asked when a definition changes",
            "wafv2:GetLoggingConfiguration",
            FIREWALL,
            "wafv2:GetWebACL",
            FIREWALL,
            "wafv2:GetWebACLForResource",
            FIREWALL,
            "wafv2:ListTagsForResource",
            FIREWALL);

    private DependentActions() {}

    /**
     * The reasons by action.
     *
     * @param kind end of the role's name: {@code activate}, {@code agent}, …
     */
    public static Map<String, String> of(Names names, String kind) {
        Reach reach = new Reach(names, Role.PRIMARY, "arn:aws:kms:key", "arn:aws:kms:peer-key");
        return switch (kind) {
            case "activate", "reprotect" -> reasons(DependentGrants.always(reach));
            case "agent", "readiness" -> reasons(AgentGrants.ofTheRuntime(reach, kind).stream());
            case "service" ->
                Map.of(
                        "s3:ListBucket",
                        "never called: without it S3 answers 403, not 404, for an object that is not there"
                                + " (Amazon S3 API Reference, GetObject)");
            case "plan" -> OF_PLANS;
            default -> Map.of();
        };
    }

    private static Map<String, String> reasons(Stream<Grant> grants) {
        Map<String, String> reasons = new TreeMap<>();
        grants.forEach(grant -> reasons.put(grant.action(), grant.reason()));
        return reasons;
    }
}
