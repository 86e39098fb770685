package dev.drlab.infra.data.database;

import com.hashicorp.cdktf.providers.aws.backup_plan.BackupPlan;
import com.hashicorp.cdktf.providers.aws.backup_plan.BackupPlanRule;
import com.hashicorp.cdktf.providers.aws.backup_plan.BackupPlanRuleCopyAction;
import com.hashicorp.cdktf.providers.aws.backup_plan.BackupPlanRuleCopyActionLifecycle;
import com.hashicorp.cdktf.providers.aws.backup_plan.BackupPlanRuleLifecycle;
import com.hashicorp.cdktf.providers.aws.backup_selection.BackupSelection;
import com.hashicorp.cdktf.providers.aws.backup_selection.BackupSelectionCondition;
import com.hashicorp.cdktf.providers.aws.backup_selection.BackupSelectionConditionStringEquals;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy_attachment.IamRolePolicyAttachment;
import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import java.util.List;
import software.constructs.Construct;

/**
 * Daily snapshots of a region's database, copied to the other region. It names the database by its ARN, which a rebuilt
 * instance keeps, so a swap of roles changes nothing that Terraform knows. Replicated automated backups would: they
 * belong to a database with automated backups, and vanish when it becomes a replica. Snapshots are not continuous here:
 * point-in-time recovery comes from the automated backups of RDS, whose retention promotion sets, and continuous backups
 * of AWS Backup would take that setting over.
 */
public final class BackupSchedule extends Construct {
    private static final int START_WINDOW_MINUTES = 60;
    private static final int COMPLETION_WINDOW_MINUTES = 360;

    /** Creates the plan, its selection and its role in {@code scope}. */
    public BackupSchedule(Construct scope, String id, BackupScheduleProps props) {
        super(scope, id);
        var role = IamRole.Builder.create(this, "role")
                .provider(props.provider())
                .name(props.name())
                .description("Snapshots of the database in " + props.location().region())
                .assumeRolePolicy(PolicyDocument.of(
                                Statement.trust("backup.amazonaws.com").named("Assume"))
                        .json())
                .build();
        var attachment = IamRolePolicyAttachment.Builder.create(this, "role-policy")
                .provider(props.provider())
                .role(role.getName())
                .policyArn("arn:" + props.location().partition()
                        + ":iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup")
                .build();
        var plan = BackupPlan.Builder.create(this, "plan")
                .provider(props.provider())
                .name(props.name())
                .rule(List.of(rule(props)))
                .build();
        var selection = BackupSelection.Builder.create(this, "selection")
                .provider(props.provider())
                .name(props.name())
                .planId(plan.getId())
                .iamRoleArn(role.getArn())
                .resources(List.of(props.databaseArn()))
                .dependsOn(List.of(attachment));
        if (props.activeTag() != null) {
            selection.condition(List.of(whenActive(props.activeTag())));
        }
        selection.build();
    }

    private static BackupPlanRule rule(BackupScheduleProps props) {
        return BackupPlanRule.builder()
                .ruleName("daily")
                .targetVaultName(props.vaultName())
                .schedule(props.schedule())
                .startWindow(START_WINDOW_MINUTES)
                .completionWindow(COMPLETION_WINDOW_MINUTES)
                .enableContinuousBackup(false)
                .lifecycle(BackupPlanRuleLifecycle.builder()
                        .deleteAfter(props.retentionDays())
                        .build())
                .copyAction(List.of(BackupPlanRuleCopyAction.builder()
                        .destinationVaultArn(props.copyVaultArn())
                        .lifecycle(BackupPlanRuleCopyActionLifecycle.builder()
                                .deleteAfter(props.retentionDays())
                                .build())
                        .build()))
                .build();
    }

    private static BackupSelectionCondition whenActive(String tag) {
        return BackupSelectionCondition.builder()
                .stringEquals(List.of(BackupSelectionConditionStringEquals.builder()
                        .key("aws:ResourceTag/" + tag)
                        .value("true")
                        .build()))
                .build();
    }
}
