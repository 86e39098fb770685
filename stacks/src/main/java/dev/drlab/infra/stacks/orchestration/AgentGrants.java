package dev.drlab.infra.stacks.orchestration;

import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.Role;
import java.util.ArrayList;
import java.util.List;

/** The agent's rights. */
final class AgentGrants {
    private static final String RECORDS = "Authority records and locks of both regions";
    private static final String SECRET = "Passwords of the database users";
    private static final String KEYS = "The control tables and the secret are encrypted with the regions' keys";
    private static final String NETWORK =
            "Lambda makes its network interfaces itself, with ids that nobody knows before"
                    + " (Lambda Developer Guide, Giving functions access to a VPC)";
    private static final String TRACES = "X-Ray knows no resources";
    private static final String SOURCE =
            "Reprotect looks at the database that it is to follow before it removes its own";
    private static final String LOGS = "The function's own log";

    private AgentGrants() {}

    /** @param reprotects whether the region has a state machine that rebuilds its database */
    static List<Grant> of(Reach reach, String peerKeyArn, boolean reprotects) {
        Names names = reach.names();
        Role role = reach.role();
        List<Grant> grants = new ArrayList<>();
        for (String action : List.of("GetItem", "UpdateItem", "DeleteItem")) {
            grants.add(Grant.on(
                    "dynamodb:" + action, RECORDS, names.controlTableArn(role), names.controlTableArn(role.peer())));
        }
        grants.add(Grant.on(
                "secretsmanager:GetSecretValue",
                SECRET,
                names.secretArnPattern(role, names.shared().databaseSecret())));
        grants.add(Grant.on("kms:Decrypt", KEYS, reach.keyArn(), peerKeyArn));
        grants.addAll(ofTheRuntime(reach, "agent"));
        if (reprotects) {
            grants.add(Grant.on("rds:DescribeDBInstances", SOURCE, reach.peerDatabase()));
        }
        return List.copyOf(grants);
    }

    /**
     * Rights that Lambda uses with the function's role, for its own log and before the handler runs. No code of drlab's
     * calls these actions.
     */
    static List<Grant> ofTheRuntime(Reach reach, String log) {
        List<Grant> grants = new ArrayList<>();
        for (String action : List.of("CreateLogStream", "PutLogEvents")) {
            grants.add(Grant.on("logs:" + action, LOGS, reach.names().logGroupArn(reach.role(), log) + ":*"));
        }
        for (String action : List.of(
                "CreateNetworkInterface",
                "DescribeNetworkInterfaces",
                "DescribeSubnets",
                "DeleteNetworkInterface",
                "AssignPrivateIpAddresses",
                "UnassignPrivateIpAddresses")) {
            grants.add(Grant.on("ec2:" + action, NETWORK, "*"));
        }
        for (String action : List.of("PutTraceSegments", "PutTelemetryRecords")) {
            grants.add(Grant.on("xray:" + action, TRACES, "*"));
        }
        return List.copyOf(grants);
    }
}
