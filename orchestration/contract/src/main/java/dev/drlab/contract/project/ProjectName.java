package dev.drlab.contract.project;

import java.util.regex.Pattern;

/**
 * The rule for a project's name. Resource names begin with it, so a name that one of their services refuses is refused
 * here.
 */
public final class ProjectName {
    /** The rule of {@link #isValid}, for messages. */
    public static final String RULE =
            "3 to 20 lower-case letters, digits or hyphens, a letter first, no hyphen last and no two in a row; not beginning"
                    + " with aws or ssm (Parameter Store) or internal- (load balancers); and not sthree, amzn-s3-demo (S3)"
                    + " or sg (EC2), alone or before a hyphen";

    /**
     * A trail's name has 3 characters or more
     * (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html). What a name cannot begin with: <a
     * href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html">parameters</a>, <a
     * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">buckets</a>, <a
     * href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html">security groups</a>, <a
     * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html">balancers</a>.
     */
    private static final Pattern VALID =
            Pattern.compile("(?!aws|ssm|internal-|(sthree|amzn-s3-demo|sg)(-|$))(?=.{3,20}$)[a-z](-?[a-z0-9])+");

    private ProjectName() {}

    /** Whether every service takes the names that begin with it. */
    public static boolean isValid(String project) {
        return VALID.matcher(project).matches();
    }
}
