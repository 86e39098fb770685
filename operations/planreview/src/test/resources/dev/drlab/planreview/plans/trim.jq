# Of a redacted plan, what the review reads of it: what changes, what a standby is compared by, and who uses which provider.
def compared: ["aws_db_instance", "aws_appautoscaling_target", "aws_ecs_task_definition"];
def uses: {resources: [(.resources // [])[] | {address, mode, type, provider_config_key}]};
.resource_changes |= map(select(.change.actions != ["no-op"] or (.type as $type | compared | index($type))))
# Entries without a change are dropped, and what the review would miss them by: of the prior state stays what the others have.
| [.resource_changes[].address] as $kept
| .planned_values = {}
| .prior_state = {values: {root_module: {resources:
    [.prior_state.values.root_module.resources[]? | select(.address as $address | $kept | index($address))]}}}
| .resource_drift = ((.resource_drift // [])[:2])
| .configuration = {provider_config: .configuration.provider_config, root_module: (.configuration.root_module | uses)}
| .output_changes = ((.output_changes // {}) | with_entries(select(.value.actions != ["no-op"])))
