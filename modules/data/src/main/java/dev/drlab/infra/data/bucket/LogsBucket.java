package dev.drlab.infra.data.bucket;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.aws.data_aws_elb_service_account.DataAwsElbServiceAccount;
import dev.drlab.infra.common.AwsLocation;
import dev.drlab.infra.common.Statement;
import dev.drlab.infra.storage.ExpiryRule;
import dev.drlab.infra.storage.SecureBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.constructs.Construct;

/**
 * Where a region's balancer and trail deliver their logs. It uses the keys of S3: the balancer cannot deliver to a bucket
 * with another key.
 */
public final class LogsBucket extends Construct {
    /** Prefix of the balancer's access logs: the balancer's {@code access_logs.prefix}. */
    public static final String BALANCER_PREFIX = "alb";
    /** Prefix of the trail: its {@code s3_key_prefix}. */
    public static final String TRAIL_PREFIX = "cloudtrail";

    private static final int NONCURRENT_DAYS = 7;
    /**
     * Regions whose balancers deliver from an account of theirs; regions that opened after August 2022 have only the
     * service principal. Source: Elastic Load Balancing, "Enable access logs", step 2.
     */
    private static final Set<String> WITH_BALANCER_ACCOUNT = Set.of(
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2",
            "af-south-1",
            "ap-east-1",
            "ap-southeast-3",
            "ap-south-1",
            "ap-northeast-3",
            "ap-northeast-2",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-northeast-1",
            "ca-central-1",
            "eu-central-1",
            "eu-west-1",
            "eu-west-2",
            "eu-south-1",
            "eu-west-3",
            "eu-north-1",
            "me-south-1",
            "sa-east-1");

    private final SecureBucket bucket;

    /** Creates the bucket in {@code scope}. */
    public LogsBucket(Construct scope, String id, LogsBucketProps props) {
        super(scope, id);
        bucket = new SecureBucket(
                new Construct(this, "store"), props.location().partition(), props.name(), null, grants(props));
        bucket.expire(
                ExpiryRule.noncurrentVersions(NONCURRENT_DAYS),
                ExpiryRule.deleteMarkers(),
                ExpiryRule.objects(props.expiryDays()));
        bucket.logTo(props.accessLogsBucketName(), AccessLogsBucket.prefix(props.name()));
    }

    private List<Statement> grants(LogsBucketProps props) {
        AwsLocation location = props.location();
        String arn = location.bucketArn(props.name());
        List<Statement> grants = new ArrayList<>();
        grants.add(balancer(location, arn));
        if (props.trailName() != null) {
            grants.addAll(trail(props, arn));
        }
        return grants;
    }

    private Statement balancer(AwsLocation location, String arn) {
        Statement statement = Statement.allow("s3:PutObject")
                .named("BalancerAccessLogs")
                .on(arn + "/" + BALANCER_PREFIX + "/AWSLogs/" + location.accountId() + "/*");
        if (WITH_BALANCER_ACCOUNT.contains(location.region())) {
            return statement.to("AWS", new DataAwsElbServiceAccount(this, "balancer-account").getArn());
        }
        return statement
                .to("Service", "logdelivery.elasticloadbalancing.amazonaws.com")
                .when("StringEquals", "aws:SourceAccount", location.accountId());
    }

    private static List<Statement> trail(LogsBucketProps props, String arn) {
        AwsLocation location = props.location();
        String trailArn = location.arn("cloudtrail", "trail/" + props.trailName());
        return List.of(
                Statement.allow("s3:GetBucketAcl")
                        .named("TrailChecksAcl")
                        .to("Service", "cloudtrail.amazonaws.com")
                        .on(arn)
                        .when("StringEquals", "aws:SourceArn", trailArn),
                Statement.allow("s3:PutObject")
                        .named("TrailDelivers")
                        .to("Service", "cloudtrail.amazonaws.com")
                        .on(arn + "/" + TRAIL_PREFIX + "/AWSLogs/" + location.accountId() + "/*")
                        .when("StringEquals", "aws:SourceArn", trailArn)
                        .when("StringEquals", "s3:x-amz-acl", "bucket-owner-full-control"));
    }

    /** Name of the bucket. */
    public String name() {
        return bucket.name();
    }

    /** ARN of the bucket. */
    public String arn() {
        return bucket.arn();
    }

    /** The policy on which a trail or a balancer of the stack depends: AWS tries to deliver when it is created. */
    public ITerraformDependable policy() {
        return bucket.policy();
    }
}
