package dev.drlab.infra.routing;

import com.hashicorp.cdktf.providers.aws.route53_record.Route53Record;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53RecordAlias;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53RecordConfig;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53RecordFailoverRoutingPolicy;
import software.constructs.Construct;

/**
 * The public names. Each region has its own; the failover name leads to the primary while that is alive and the
 * secondary is not active, else to the secondary. The answer changes by itself when a region becomes active: no call
 * to Route 53 is made during a failover.
 *
 * <p>The secondary's failover record has no health check and does not look at the balancer's targets: it is the last
 * resort, and a check on it would send clients back to a primary that is down. Neither does the primary's, because the
 * balancer's own view would add a third condition to the two that the design names.
 */
public final class FailoverRouting extends Construct {
    private static final String PRIMARY = "PRIMARY";
    private static final String SECONDARY = "SECONDARY";

    private final FailoverRoutingProps props;
    private final HealthChecks checks;

    /** Creates records and checks in {@code props.hostedZoneId()}. */
    public FailoverRouting(Construct scope, String id, FailoverRoutingProps props) {
        super(scope, id);
        this.props = props;
        region("primary", props.primary());
        region("secondary", props.secondary());
        checks = new HealthChecks(this, "checks", props);
        new Route53Record(
                this,
                "failover-primary",
                failover(PRIMARY, props.primary())
                        .healthCheckId(checks.primaryServes().getId())
                        .build());
        new Route53Record(
                this,
                "failover-secondary",
                failover(SECONDARY, props.secondary()).build());
    }

    /** The name that clients use. */
    public String getFailoverName() {
        return props.failoverName();
    }

    /** ID of the check of the primary's {@code /healthz}: unhealthy while the primary is down. */
    public String getPrimaryAliveCheckId() {
        return checks.primaryAlive().getId();
    }

    /** ID of the calculated check behind the primary record: healthy while the failover name leads to the primary. */
    public String getPrimaryServesCheckId() {
        return checks.primaryServes().getId();
    }

    /** ID of the check that is healthy while at least one region is active; an alarm is due when it is not. */
    public String getWriterPresentCheckId() {
        return checks.writerPresent().getId();
    }

    /** ID of the check that is <em>healthy</em> while both regions are active; an alarm is due when it is. */
    public String getTwoWritersCheckId() {
        return checks.twoWriters().getId();
    }

    private void region(String role, RegionEndpoint region) {
        new Route53Record(this, role, alias(region.hostName(), region).build());
    }

    private Route53RecordConfig.Builder failover(String kind, RegionEndpoint region) {
        return alias(props.failoverName(), region)
                .setIdentifier(kind)
                .failoverRoutingPolicy(
                        Route53RecordFailoverRoutingPolicy.builder().type(kind).build());
    }

    private Route53RecordConfig.Builder alias(String name, RegionEndpoint region) {
        return Route53RecordConfig.builder()
                .zoneId(props.hostedZoneId())
                .name(name)
                .type("A")
                .alias(Route53RecordAlias.builder()
                        .name(region.balancerDnsName())
                        .zoneId(region.balancerZoneId())
                        .evaluateTargetHealth(false)
                        .build());
    }
}
