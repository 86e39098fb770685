package dev.drlab.infra.routing;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.route53_health_check.Route53HealthCheck;
import com.hashicorp.cdktf.providers.aws.route53_health_check.Route53HealthCheckConfig;
import dev.drlab.contract.service.EndpointCheck;
import dev.drlab.contract.service.FailoverCheck;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * The checks that decide the failover name's answer, and those that only raise alarms.
 *
 * <p>An unreachable region is not active, so the inverted check of the secondary is healthy while the secondary is
 * dark and the primary keeps the name. The inverted check is one of its own, not a calculation over the plain one, so
 * that the calculated checks have endpoint checks as children only.
 */
final class HealthChecks extends Construct {
    private static final int HTTPS = 443;

    private final FailoverRoutingProps props;
    private final Map<EndpointCheck, Route53HealthCheck> endpoints = new EnumMap<>(EndpointCheck.class);
    private final Route53HealthCheck primaryServes;
    private final Route53HealthCheck writerPresent;
    private final Route53HealthCheck twoWriters;

    HealthChecks(Construct scope, String id, FailoverRoutingProps props) {
        super(scope, id);
        this.props = props;
        for (EndpointCheck check : EndpointCheck.values()) {
            endpoints.put(check, endpoint(check));
        }
        primaryServes = calculated(FailoverCheck.PRIMARY_SERVES);
        writerPresent = calculated(FailoverCheck.WRITER_PRESENT);
        twoWriters = calculated(FailoverCheck.TWO_WRITERS);
    }

    Route53HealthCheck primaryAlive() {
        return endpoints.get(EndpointCheck.PRIMARY_HEALTHZ);
    }

    Route53HealthCheck primaryServes() {
        return primaryServes;
    }

    Route53HealthCheck writerPresent() {
        return writerPresent;
    }

    Route53HealthCheck twoWriters() {
        return twoWriters;
    }

    private Route53HealthCheck endpoint(EndpointCheck check) {
        RegionEndpoint region = check.ofPrimary() ? props.primary() : props.secondary();
        return new Route53HealthCheck(
                this,
                check.label(),
                config(check.label())
                        .type("HTTPS")
                        .fqdn(region.hostName())
                        .port(HTTPS)
                        .enableSni(true)
                        .resourcePath(check.path())
                        .requestInterval(props.healthChecks().intervalSeconds())
                        .failureThreshold(props.healthChecks().failureThreshold())
                        .invertHealthcheck(check.inverted())
                        .build());
    }

    private Route53HealthCheck calculated(FailoverCheck check) {
        List<String> ids = check.children().stream()
                .map(child -> endpoints.get(child).getId())
                .toList();
        return new Route53HealthCheck(
                this,
                check.label(),
                config(check.label())
                        .type("CALCULATED")
                        .childHealthchecks(ids)
                        .childHealthThreshold(check.atLeast())
                        .invertHealthcheck(false)
                        .build());
    }

    /** The new check before the old one is gone: a record without its check would count as healthy. */
    private Route53HealthCheckConfig.Builder config(String check) {
        return Route53HealthCheckConfig.builder()
                .tags(Map.of("Name", props.name() + "-" + check))
                .lifecycle(TerraformResourceLifecycle.builder()
                        .createBeforeDestroy(true)
                        .build());
    }
}
