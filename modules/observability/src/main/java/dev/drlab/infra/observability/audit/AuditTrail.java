package dev.drlab.infra.observability.audit;

import com.hashicorp.cdktf.providers.aws.cloudtrail.Cloudtrail;
import com.hashicorp.cdktf.providers.aws.cloudtrail.CloudtrailEventSelector;
import com.hashicorp.cdktf.providers.aws.cloudtrail.CloudtrailEventSelectorDataResource;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import java.util.List;
import software.constructs.Construct;

/**
 * Who changed what, in all regions. One multi-region trail: a second one would be charged and would tell the same. It belongs
 * in the secondary region, so that what was done in a failover is recorded while the primary is dark.
 *
 * <p>Beside the calls that change resources it has every access to a Terraform state, and every write to an authority
 * record. Reads of that record are left out: each task reads it all the time. The trail is also a CloudWatch log, where
 * alarms and queries reach it. Source: AWS CloudTrail User Guide, "Logging data events" and "Sending events to CloudWatch
 * Logs".
 */
public final class AuditTrail extends Construct {
    private final AuditTrailProps props;
    private final Cloudtrail trail;

    /** Makes the trail below {@code scope}. */
    public AuditTrail(Construct scope, String id, AuditTrailProps props) {
        super(scope, id);
        this.props = props;
        CloudwatchLogGroup logGroup = CloudwatchLogGroup.Builder.create(this, "log-group")
                .provider(props.provider())
                .name(props.logGroupName())
                .retentionInDays(props.retentionDays())
                .kmsKeyId(props.kmsKeyArn())
                .build();
        IamRole role = IamRole.Builder.create(this, "role")
                .provider(props.provider())
                .name(props.name() + "-trail")
                .description("Lets the trail write its log")
                .assumeRolePolicy(trust())
                .build();
        IamRolePolicy policy = IamRolePolicy.Builder.create(this, "policy")
                .provider(props.provider())
                .name("write-trail")
                .role(role.getName())
                .policy(permissions(logGroup.getArn()))
                .build();
        trail = Cloudtrail.Builder.create(this, "trail")
                .provider(props.provider())
                .name(props.name())
                .s3BucketName(props.bucketName())
                .s3KeyPrefix(props.keyPrefix())
                .kmsKeyId(props.kmsKeyArn())
                .cloudWatchLogsGroupArn(logGroup.getArn() + ":*")
                .cloudWatchLogsRoleArn(role.getArn())
                .isMultiRegionTrail(true)
                .includeGlobalServiceEvents(true)
                .enableLogFileValidation(true)
                .enableLogging(true)
                .eventSelector(List.of(accesses(), writes()))
                .dependsOn(List.of(policy))
                .build();
    }

    /** Every call to the control plane, and every access to an object of the buckets. */
    private CloudtrailEventSelector accesses() {
        return CloudtrailEventSelector.builder()
                .readWriteType("All")
                .includeManagementEvents(true)
                .dataResource(List.of(CloudtrailEventSelectorDataResource.builder()
                        .type("AWS::S3::Object")
                        .values(props.watchedBucketArns().stream()
                                .map(arn -> arn + "/") // the slash means: all objects
                                .toList())
                        .build()))
                .build();
    }

    private CloudtrailEventSelector writes() {
        return CloudtrailEventSelector.builder()
                .readWriteType("WriteOnly")
                .includeManagementEvents(false)
                .dataResource(List.of(CloudtrailEventSelectorDataResource.builder()
                        .type("AWS::DynamoDB::Table")
                        .values(props.watchedTableArns())
                        .build()))
                .build();
    }

    private static String trust() {
        return PolicyDocument.of(Statement.trust("cloudtrail.amazonaws.com")).json();
    }

    private static String permissions(String logGroupArn) {
        return PolicyDocument.of(Statement.allow("logs:CreateLogStream", "logs:PutLogEvents")
                        .on(logGroupArn + ":log-stream:*"))
                .json();
    }

    /** The trail's ARN. */
    public String arn() {
        return trail.getArn();
    }
}
