package dev.drlab.infra.data.database;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.db_parameter_group.DbParameterGroup;
import com.hashicorp.cdktf.providers.aws.db_parameter_group.DbParameterGroupParameter;
import com.hashicorp.cdktf.providers.aws.db_subnet_group.DbSubnetGroup;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy_attachment.IamRolePolicyAttachment;
import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/** The resources around an instance, in either role: subnets, parameters, monitoring role, log groups. */
final class DatabaseParts extends Construct {
    static final List<String> EXPORTED_LOGS = List.of("postgresql", "upgrade");
    private static final String IMMEDIATE = "immediate";
    private static final String AT_REBOOT = "pending-reboot";

    /**
     * Room for 50 tasks with two pools of 10, and for agent, verifier and people. Shared memory for it is about 25 MB,
     * whatever the class.
     */
    private static final int MAX_CONNECTIONS = 1200;

    private static final int MAX_WORKER_PROCESSES = 16;

    private final DbSubnetGroup subnets;
    private final DbParameterGroup parameters;
    private final IamRole monitoring;
    private final List<ITerraformDependable> before = new ArrayList<>();

    DatabaseParts(Construct scope, String id, DatabaseProps props) {
        super(scope, id);
        subnets = DbSubnetGroup.Builder.create(this, "subnets")
                .name(props.identifier())
                .description("Database subnets of " + props.identifier())
                .subnetIds(props.subnetIds())
                .build();
        parameters = parameters(props);
        monitoring = IamRole.Builder.create(this, "monitoring")
                .name(props.identifier() + "-monitoring")
                .description("Enhanced monitoring of " + props.identifier())
                .assumeRolePolicy(PolicyDocument.of(Statement.trust("monitoring.rds.amazonaws.com")
                                .named("Assume")
                                .when(
                                        "StringEquals",
                                        "aws:SourceAccount",
                                        props.location().accountId()))
                        .json())
                .build();
        before.add(IamRolePolicyAttachment.Builder.create(this, "monitoring-policy")
                .role(monitoring.getName())
                .policyArn("arn:" + props.location().partition()
                        + ":iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole")
                .build());
        // RDS would create them itself, without retention and without the key.
        for (String log : EXPORTED_LOGS) {
            before.add(CloudwatchLogGroup.Builder.create(this, log + "-log")
                    .name("/aws/rds/instance/" + props.identifier() + "/" + log)
                    .retentionInDays(props.logRetentionDays())
                    .kmsKeyId(props.kmsKeyArn())
                    .build());
        }
    }

    private DbParameterGroup parameters(DatabaseProps props) {
        return DbParameterGroup.Builder.create(this, "parameters")
                .name(props.identifier() + "-" + props.parameterFamily())
                .description("Parameters of " + props.identifier())
                .family(props.parameterFamily())
                .parameter(List.of(
                        // Static in older families (https://github.com/ministryofjustice/cloud-platform/issues/1197).
                        // From 15 on it is the default, which RDS reports as one: with another method every plan
                        // changes it (https://github.com/hashicorp/terraform-provider-aws/issues/39252).
                        parameter("rds.force_ssl", "1", AT_REBOOT),
                        // RDS would derive both from the instance's class. A replica with less than its writer stops
                        // replaying, and can then not be promoted (PostgreSQL manual, "Hot Standby", Administrator's
                        // Overview): a change of the class reaches one region half a day before the other.
                        parameter("max_connections", Integer.toString(MAX_CONNECTIONS), AT_REBOOT),
                        parameter("max_worker_processes", Integer.toString(MAX_WORKER_PROCESSES), AT_REBOOT),
                        // A prepared transaction would survive the drain and commit after it.
                        parameter("max_prepared_transactions", "0", AT_REBOOT),
                        // A drain waits for logins that began before it; a client that falls silent must not hold it
                        // up.
                        parameter("authentication_timeout", "3", IMMEDIATE),
                        // A dead standby must not fill this disk.
                        parameter("max_slot_wal_keep_size", Integer.toString(props.maxSlotWalKeepMib()), IMMEDIATE),
                        parameter("log_connections", "1", IMMEDIATE),
                        parameter("log_disconnections", "1", IMMEDIATE),
                        parameter("log_lock_waits", "1", IMMEDIATE),
                        parameter("log_statement", "ddl", IMMEDIATE),
                        parameter("log_min_duration_statement", "1000", IMMEDIATE)))
                // The name carries the family, so a major upgrade can have both groups for a while.
                .lifecycle(TerraformResourceLifecycle.builder()
                        .createBeforeDestroy(true)
                        .build())
                .build();
    }

    private static DbParameterGroupParameter parameter(String name, String value, String apply) {
        return DbParameterGroupParameter.builder()
                .name(name)
                .value(value)
                .applyMethod(apply)
                .build();
    }

    String subnetGroupName() {
        return subnets.getName();
    }

    String parameterGroupName() {
        return parameters.getName();
    }

    String monitoringRoleArn() {
        return monitoring.getArn();
    }

    /** The resources that must exist before the instance does. */
    List<ITerraformDependable> before() {
        return List.copyOf(before);
    }
}
