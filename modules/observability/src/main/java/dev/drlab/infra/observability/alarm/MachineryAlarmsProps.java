package dev.drlab.infra.observability.alarm;

import dev.drlab.infra.common.Require;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * @param place in the machinery's region
 * @param stateMachineArns of the state machines, by verb
 * @param agentFunctionName of the agent's Lambda function
 * @param backupVaultName of the vault that the database's snapshots go to
 */
public record MachineryAlarmsProps(
        AlarmPlace place, Map<String, String> stateMachineArns, String agentFunctionName, String backupVaultName) {
    public MachineryAlarmsProps {
        Objects.requireNonNull(place, "place");
        stateMachineArns.forEach(
                (verb, arn) -> Require.text("MachineryAlarmsProps.stateMachineArns[" + verb + "]", arn));
        stateMachineArns = Collections.unmodifiableMap(new TreeMap<>(stateMachineArns));
        Require.text("MachineryAlarmsProps.agentFunctionName", agentFunctionName);
        Require.text("MachineryAlarmsProps.backupVaultName", backupVaultName);
    }
}
