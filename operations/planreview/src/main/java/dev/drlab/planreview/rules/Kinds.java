package dev.drlab.planreview.rules;

import dev.drlab.planreview.plan.ResourceChange;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The kind of an object for recovery, where its type alone does not say it. */
final class Kinds {
    private static final Pattern CONTROL = Pattern.compile("(^|[-_./])control$");
    private static final Pattern STATE = Pattern.compile("(^|[-_.])(tf-?state|terraform-?state)($|[-_.])");

    /**
     * Of what holds data: attributes whose change takes nothing away, or of which rules judge each part. Whatever is not
     * here is for a person to look at: the provider's next version may bring one that deletes.
     */
    private static final Map<String, Set<String>> HARMLESS = Map.of(
            "aws_s3_bucket", Set.of("acceleration_status", "request_payer", "versioning"),
            "aws_dynamodb_table",
                    Set.of(
                            "point_in_time_recovery",
                            "server_side_encryption",
                            "stream_arn",
                            "stream_label",
                            "table_class"),
            "aws_ecr_repository", Set.of("image_scanning_configuration"),
            "aws_secretsmanager_secret", Set.of("description"));

    /** Of what holds data: attributes that another rule is about; some are resources of their own, too. */
    private static final Map<String, Rule> PARTS_OF_DATA = Map.of(
            "lifecycle_rule", Rule.RETENTION_CHANGED,
            "ttl", Rule.RETENTION_CHANGED,
            "replication_configuration", Rule.REPLICATION_CHANGED,
            "policy", Rule.RIGHTS_CHANGED,
            "acl", Rule.PUBLIC_ACCESS_OPENED,
            "grant", Rule.PUBLIC_ACCESS_OPENED,
            "shared_accounts", Rule.PUBLIC_ACCESS_OPENED);

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

    /** The rule on an attribute that changes and that no rule has found; empty if it says nothing about recovery. */
    static Optional<Rule> changed(ResourceChange change, String attribute) {
        if (isStateBucket(change)) {
            return Optional.of(Rule.STATE_BUCKET_CHANGED);
        }
        Optional<Kind> kind = of(change);
        boolean data = kind.filter(Kind.DATA::equals).isPresent();
        if (data || kind.filter(Kind.PUBLIC_ACCESS::equals).isPresent()) {
            boolean judged = AttributeRule.judgesAllOf(change.type(), attribute)
                    || HARMLESS.getOrDefault(change.type(), Set.of()).contains(attribute);
            return judged
                    ? Optional.empty()
                    : Optional.ofNullable(data ? PARTS_OF_DATA.get(attribute) : null)
                            .or(kind.get()::changed);
        }
        return kind.flatMap(Kind::changed);
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
