package dev.drlab.planreview.rules;

import dev.drlab.planreview.plan.ResourceChange;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kind of an object for recovery, where its type alone does not say it. */
final class Kinds {
    private static final Pattern CONTROL = Pattern.compile("(^|[-_./])control$");
    private static final Pattern STATE = Pattern.compile("(^|[-_.])(tf-?state|terraform-?state)($|[-_.])");

    private Kinds() {}

    /** Empty if no rule knows the type. */
    static Optional<Kind> of(ResourceChange change) {
        return switch (change.type()) {
            case "aws_dynamodb_table" ->
                Optional.of(CONTROL.matcher(change.text("name")).find() ? Kind.CONTROL_TABLE : Kind.DATA);
            case "aws_route" ->
                Optional.of(change.text("vpc_peering_connection_id").isEmpty() ? Kind.NETWORK_PATH : Kind.PEERING);
            case "aws_route53_record" -> Optional.of(isFailover(change) ? Kind.FAILOVER_RECORD : Kind.SERVICE);
            case "aws_ssm_parameter" ->
                Optional.of(change.text("name").endsWith("/runbook") ? Kind.RUNBOOK : Kind.SERVICE);
            default -> Kind.of(change.type());
        };
    }

    /** Whether it is the bucket of the Terraform state, or a part of such a bucket. */
    static boolean isStateBucket(ResourceChange change) {
        return change.type().startsWith("aws_s3_bucket")
                && STATE.matcher(change.text("bucket")).find();
    }

    private static boolean isFailover(ResourceChange change) {
        return !change.text("set_identifier").isEmpty()
                || !change.text("health_check_id").isEmpty()
                || change.before("failover_routing_policy.0").known()
                || change.after("failover_routing_policy.0").known();
    }
}
